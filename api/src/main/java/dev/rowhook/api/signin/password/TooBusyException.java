package dev.rowhook.api.signin.password;

import java.io.Serial;

/// Too many people sign in at once; the same request works a little later. Pages and problems tell
/// it with 503.
public final class TooBusyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    TooBusyException() {
        super("too many passwords to check at once");
    }
}
