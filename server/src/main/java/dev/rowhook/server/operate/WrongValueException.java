package dev.rowhook.server.operate;

import java.io.Serial;

/// A value is wrong; the message says why, to follow the setting's name, and does not repeat it.
final class WrongValueException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    WrongValueException(String reason) {
        super(reason);
    }
}
