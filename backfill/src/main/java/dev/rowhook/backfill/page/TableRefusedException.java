package dev.rowhook.backfill.page;

/// A table cannot be read as it was asked for, until somebody mends something.
public final class TableRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    public TableRefusedException(Trouble trouble) {
        super(trouble.code());
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
