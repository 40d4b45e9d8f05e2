package dev.rowhook.server.command;

import java.io.Serial;

/// A command cannot do what it was asked; the message says to a person why, and what to do.
final class Refusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
