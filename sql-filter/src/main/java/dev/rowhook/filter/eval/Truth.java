package dev.rowhook.filter.eval;

import dev.rowhook.filter.value.Nothing;

/// The truths of SQL, and that the change does not tell.
public enum Truth {
    FALSE,
    TRUE,
    NULL,
    MISSING;

    public static Truth of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    /// @param value a Boolean or [Nothing]
    static Truth of(Object value) {
        if (value instanceof Boolean truth) {
            return of(truth.booleanValue());
        }
        return value == Nothing.NULL ? NULL : MISSING;
    }

    /// As a value: a Boolean or [Nothing].
    Object value() {
        return switch (this) {
            case FALSE -> false;
            case TRUE -> true;
            case NULL -> Nothing.NULL;
            case MISSING -> Nothing.MISSING;
        };
    }

    Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case TRUE -> FALSE;
            case NULL, MISSING -> this;
        };
    }
}
