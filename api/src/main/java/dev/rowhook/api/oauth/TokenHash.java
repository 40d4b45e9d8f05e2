package dev.rowhook.api.oauth;

import dev.rowhook.core.text.Sha256;

import java.util.HexFormat;

/// What is stored of a code or token. Where a value is asked for that nobody presented, the hash
/// stands in its place, and saving it again changes nothing.
final class TokenHash {
    private static final String PREFIX = "sha256:";

    private TokenHash() {}

    /// The hash of a value that somebody presents, whatever it looks like.
    static byte[] ofPresented(String value) {
        return Sha256.of(value);
    }

    /// The hash to store for a value: of a new one, or the one that stands in its place.
    static byte[] toStore(String value) {
        return value.startsWith(PREFIX)
                ? HexFormat.of().parseHex(value.substring(PREFIX.length()))
                : ofPresented(value);
    }

    /// What stands in the place of a value of which there is only the hash.
    static String inPlaceOf(byte[] hash) {
        return PREFIX + HexFormat.of().formatHex(hash);
    }
}
