package dev.rowhook.api.live;

import dev.rowhook.api.auth.Standing;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AttemptId;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one client watches. Its events are written on the thread of its request, which a slow
/// reader holds up, and nobody else. Thread-safe.
final class LiveStream {
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETRY = "retry: 3000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final AccountId account;
    private final Standing standing;
    private final Wish wish;
    private final EventQueue queue;

    /// What a client asks for.
    ///
    /// @param choice of the attempts
    /// @param after the attempt up to which it has them; without one it gets those from now on
    record Wish(Set<EventKind> kinds, AttemptChoice choice, Optional<AttemptId> after) {
        Wish {
            kinds = Set.copyOf(kinds);
        }

        boolean has(EventKind kind) {
            return kinds.contains(kind);
        }
    }

    LiveStream(AccountId account, Standing standing, Wish wish, int capacity) {
        this.account = account;
        this.standing = standing;
        this.wish = wish;
        this.queue = new EventQueue(capacity);
    }

    AccountId account() {
        return account;
    }

    Standing standing() {
        return standing;
    }

    Wish wish() {
        return wish;
    }

    EventQueue queue() {
        return queue;
    }

    /// Writes events until the last one.
    ///
    /// @throws IOException if the client is gone, or reads nothing for too long
    void write(OutputStream out, Duration heartbeat) throws IOException, InterruptedException {
        out.write(RETRY);
        out.flush();
        boolean ended = false;
        while (!ended) {
            List<Event> events = queue.take(heartbeat);
            if (events.isEmpty()) {
                out.write(HEARTBEAT);
            }
            for (Event event : events) {
                out.write(event.bytes());
                ended |= event.kind() == EventKind.END;
            }
            out.flush();
        }
    }
}
