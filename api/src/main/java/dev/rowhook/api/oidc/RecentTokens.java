package dev.rowhook.api.oidc;

import dev.rowhook.core.text.Sha256;

import java.nio.ByteBuffer;
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
        return ByteBuffer.wrap(Sha256.of(token));
    }
}
