package dev.rowhook.server.demo;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Passwords for one run.
final class Passwords {
    private static final int BYTES = 16;

    private Passwords() {}

    static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
