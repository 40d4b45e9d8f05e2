package dev.rowhook.reader.page;

import dev.rowhook.changelog.page.SourceSnapshot;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The rows of one table that changed, as long as a page may not see it. Bounded in rows and bytes.
/// Not thread-safe.
///
/// Of a row the newest change decides: who changes a row waits until the transaction that changed
/// it before has ended, so a snapshot that sees the newest change sees those before it.
final class NotedChanges {
    private static final int KEY_OVERHEAD = 100;

    private final long maxBytes;
    private final Map<ByteBuffer, Noted> rows = new HashMap<>();
    private long bytes;

    /// The transaction that emptied the table last.
    private OptionalInt truncated = OptionalInt.empty();

    /// The last transaction that changed a row whose key is not known.
    private OptionalInt blind = OptionalInt.empty();

    NotedChanges(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void put(ByteBuffer key, Noted noted) {
        Noted before = rows.put(key, noted);
        bytes += noted.bytes() - (before == null ? -size(key) : before.bytes());
    }

    Optional<Noted> get(ByteBuffer key) {
        return Optional.ofNullable(rows.get(key));
    }

    /// Every row is gone.
    void truncate(int xid) {
        rows.clear();
        bytes = 0;
        truncated = OptionalInt.of(xid);
    }

    /// Some row changed.
    void blind(int xid) {
        blind = OptionalInt.of(xid);
    }

    boolean isEmpty() {
        return rows.isEmpty() && truncated.isEmpty() && blind.isEmpty();
    }

    /// Whether more has changed than can be kept.
    boolean isOverfull() {
        return bytes > maxBytes;
    }

    /// Whether a snapshot may show a row that changed, and nobody knows which.
    boolean isBlindFor(SourceSnapshot snapshot) {
        return blind.isPresent() && !snapshot.sees(blind.getAsInt());
    }

    /// Whether a snapshot shows rows that the table has no more.
    boolean isTruncatedSince(SourceSnapshot snapshot) {
        return truncated.isPresent() && !snapshot.sees(truncated.getAsInt());
    }

    /// Forgets what a snapshot sees: so do all later ones.
    void forget(SourceSnapshot snapshot) {
        rows.entrySet()
                .removeIf(row -> {
                    boolean seen = snapshot.sees(row.getValue().xid());
                    if (seen) {
                        bytes -= size(row.getKey()) + row.getValue().bytes();
                    }
                    return seen;
                });
        if (!isTruncatedSince(snapshot)) {
            truncated = OptionalInt.empty();
        }
        if (!isBlindFor(snapshot)) {
            blind = OptionalInt.empty();
        }
    }

    private static int size(ByteBuffer key) {
        return KEY_OVERHEAD + key.capacity();
    }
}
