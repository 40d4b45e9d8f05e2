package dev.rowhook.api.oidc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of the tokens that were seen last, by their hashes. Thread-safe.
final class RecentTokens<T> {
    private final Map<ByteBuffer, T> known;

    RecentTokens(int size) {
        this.known =
                Collections.synchronizedMap(
                        new LinkedHashMap<>(16, 0.75f, true) {
                            @Override
                            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, T> eldest) {
                                return size() > size;
                            }
                        });
    }

    Optional<T> find(String token) {
        return Optional.ofNullable(known.get(hash(token)));
    }

    void put(String token, T value) {
        known.put(hash(token), value);
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
