package dev.rowhook.reader.source;

import java.io.Serial;

/// The source cannot be streamed from until somebody mends what [#condition] says. The reader tells
/// it and looks again after a while.
public final class SourceRefusedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient SourceCondition condition;

    public SourceRefusedException(SourceCondition condition) {
        super(condition.code());
        this.condition = condition;
    }

    public SourceCondition condition() {
        return condition;
    }
}
