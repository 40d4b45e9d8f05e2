package dev.rowhook.server.runtime;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How many databases a node should own, so that all nodes that live own the same number, give or
/// take one.
///
/// @param share the most that it should own
/// @param mine how many it owns
/// @param least how many the node owns that owns the fewest, of the others
/// @param underWay how many nobody runs now, who may be about to
record Shares(int share, int mine, int least, int underWay) {
    /// Each one pauses its database for a moment.
    private static final int MOST_GIVEN_AT_ONCE = 16;

    /// @param alive the nodes that live
    /// @param databases all there are
    static Shares of(String node, Set<String> alive, int mine, Collection<DatabaseRow> databases) {
        Map<String, Integer> counts = new HashMap<>();
        alive.forEach(other -> counts.put(other, 0));
        databases.stream()
                .filter(DatabaseRow::served)
                .map(DatabaseRow::holder)
                .flatMap(Optional::stream)
                .forEach(owner -> counts.computeIfPresent(owner, (_, count) -> count + 1));
        counts.remove(node);
        int served = Math.toIntExact(databases.stream().filter(DatabaseRow::served).count());
        int others = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Shares(
                Math.ceilDiv(served, counts.size() + 1),
                mine,
                counts.values().stream().mapToInt(Integer::intValue).min().orElse(mine),
                Math.max(0, served - mine - others));
    }

    /// How many free ones it may take.
    int room() {
        return Math.max(0, share - mine);
    }

    /// How many it should give back now, a part of what it has too much. What was given back and
    /// not taken yet is counted as if the node had it that has the fewest.
    int toGiveBack() {
        int surplus = (mine - least - underWay) / 2;
        return surplus <= 0 ? 0 : Math.min(MOST_GIVEN_AT_ONCE, Math.ceilDiv(surplus, 4));
    }
}
