package dev.rowhook.server.operate;

import java.io.Serial;
import java.util.List;

/// Settings are missing, unknown or wrong. The message names each, in a line of its own, and no
/// secret.
public final class WrongSettingsException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    WrongSettingsException(List<String> errors) {
        super(String.join("\n", errors));
    }
}
