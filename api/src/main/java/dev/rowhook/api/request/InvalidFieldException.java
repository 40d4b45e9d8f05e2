package dev.rowhook.api.request;

import dev.rowhook.api.problem.FieldError;

/// The value of a field cannot be taken. Caught by [Fields], which notes it.
public class InvalidFieldException extends Exception {
    private final transient FieldError error;

    /// The value itself is wrong. `detail` does not repeat it.
    public InvalidFieldException(String code, String detail) {
        this(new FieldError("", code, detail));
    }

    private InvalidFieldException(FieldError error) {
        super(error.code());
        this.error = error;
    }

    public FieldError error() {
        return error;
    }

    /// The same, of what lies at `segment` of something larger.
    public InvalidFieldException within(String segment) {
        String pointer = "/" + escape(segment) + error.pointer();
        return new InvalidFieldException(new FieldError(pointer, error.code(), error.detail()));
    }

    static String escape(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}
