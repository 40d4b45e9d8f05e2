package dev.rowhook.api.live;

import static dev.rowhook.core.access.Permission.SINKS_READ;

import dev.rowhook.api.auth.Caller;
import dev.rowhook.api.problem.ProblemException;

import org.jooq.exception.DataAccessException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks whether those who watch still may. Of one thread.
final class StreamChecks {
    private final Duration unchecked;
    private Map<LiveStream, Long> lastChecked = Map.of();

    StreamChecks(Duration unchecked) {
        this.unchecked = unchecked;
    }

    /// Ends those of the streams that may not go on.
    void look(List<LiveStream> streams) {
        Map<LiveStream, Long> checked = new HashMap<>();
        for (LiveStream stream : streams) {
            long now = System.nanoTime();
            long last = lastChecked.getOrDefault(stream, now);
            try {
                reason(stream).ifPresent(stream.queue()::end);
                last = now;
            } catch (DataAccessException e) {
                if (now - last > unchecked.toNanos()) {
                    stream.queue().end(EndReason.UNAVAILABLE);
                }
            }
            checked.put(stream, last);
        }
        lastChecked = checked;
    }

    private static Optional<EndReason> reason(LiveStream stream) {
        Optional<Caller> caller;
        try {
            caller = stream.standing().now();
        } catch (ProblemException _) {
            return Optional.of(EndReason.FORBIDDEN);
        }
        if (caller.isEmpty()) {
            return Optional.of(EndReason.SIGNED_OUT);
        }
        if (!caller.get().account().equals(stream.account()) || !caller.get().may(SINKS_READ)) {
            return Optional.of(EndReason.FORBIDDEN);
        }
        return caller.get().isSuspended()
                ? Optional.of(EndReason.ACCOUNT_SUSPENDED)
                : Optional.empty();
    }
}
