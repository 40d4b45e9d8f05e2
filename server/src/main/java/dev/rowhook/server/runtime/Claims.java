package dev.rowhook.server.runtime;

import dev.rowhook.core.DatabaseId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which free databases a node takes: its share, and what was left to others for a while and nobody
/// took. Not thread-safe.
final class Claims {
    private final Duration patience;
    private final Duration content;
    private final Map<DatabaseId, Long> freeSince = new HashMap<>();
    private long contentSince;
    private boolean isContent;

    /// @param patience for how long a free database is left to others
    /// @param content for how long nothing is given back after others did not take what was theirs
    Claims(Duration patience, Duration content) {
        this.patience = patience;
        this.content = content;
    }

    /// Those to take now.
    ///
    /// @param free all that are free
    /// @param now by [System#nanoTime]
    List<DatabaseRow> toTake(Collection<DatabaseRow> free, Shares shares, long now) {
        freeSince
                .keySet()
                .retainAll(free.stream().map(DatabaseRow::id).collect(Collectors.toSet()));
        List<DatabaseRow> taken = new ArrayList<>();
        for (DatabaseRow row : free) {
            long since = freeSince.computeIfAbsent(row.id(), _ -> now);
            boolean left = now - since > patience.toNanos();
            if (left || taken.size() < shares.room()) {
                taken.add(row);
            }
            if (left && taken.size() > shares.room()) {
                isContent = true;
                contentSince = now;
            }
        }
        return taken;
    }

    /// How many to give back to others now.
    ///
    /// @param now by [System#nanoTime]
    int toGiveBack(Shares shares, long now) {
        isContent = isContent && now - contentSince < content.toNanos();
        return isContent ? 0 : shares.toGiveBack();
    }
}
