package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

/// Makes the errors of one filter.
record Problems(String text) {

    FilterException type(Span span, String message) {
        return new FilterException(Code.TYPE, text, span, message);
    }

    FilterException column(Span span, String message) {
        return new FilterException(Code.COLUMN, text, span, message);
    }

    FilterException unsupported(Span span, String message) {
        return new FilterException(Code.UNSUPPORTED, text, span, message);
    }
}
