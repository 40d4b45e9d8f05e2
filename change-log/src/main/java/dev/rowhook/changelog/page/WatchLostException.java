package dev.rowhook.changelog.page;

/// The reader has lost sight of a table: its stream ended, or too much changed for it to remember.
/// Whether pages on their way were appended is not known; the place that is saved tells. Whoever
/// reads the table begins anew.
public final class WatchLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean overflow;

    /// @param overflow whether too much changed while a page was read
    public WatchLostException(boolean overflow) {
        super(overflow ? "too much changed while a page was read" : "the stream ended");
        this.overflow = overflow;
    }

    /// Whether too much changed while a page was read: smaller ones may do.
    public boolean isOverflow() {
        return overflow;
    }
}
