package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LogLookup;
import dev.rowhook.changelog.LogStretch;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.TableName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The last changes of a table's rows that the log has, whichever sink wanted them. Used once.
final class RecentChanges {
    private static final int STRETCH = 2_000;
    private static final long MOST_ROWS = 200_000;
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final LogLookup log;
    private final StoredRelations relations;
    private final Set<Integer> versions;

    RecentChanges(LogLookup log, StoredRelations relations, TableName table) {
        this.log = log;
        this.relations = relations;
        this.versions =
                relations.all().values().stream()
                        .filter(relation -> relation.name().equals(table))
                        .map(Relation::version)
                        .collect(Collectors.toSet());
    }

    /// The newest first, looking back for a while.
    ///
    /// @param before the seq that they have to be before
    List<RecentChange> last(long before, int limit) {
        long began = System.nanoTime();
        List<RecentChange> found = new ArrayList<>();
        long at = before;
        long rows = 0;
        while (!versions.isEmpty() && found.size() < limit && rows < MOST_ROWS) {
            LogStretch stretch = log.scan(at, STRETCH, versions, change -> take(change, found));
            at = stretch.from();
            rows += stretch.rows();
            if (stretch.end() || System.nanoTime() - began >= AT_MOST.toNanos()) {
                break;
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private boolean take(LoggedChange change, List<RecentChange> found) {
        Relation relation = relations.get(change.relation());
        try {
            RowChange row = RowChange.decode(change.body(), relation);
            if (!row.action().isOfRow()) {
                return false;
            }
            found.add(new RecentChange(change, relation, row));
        } catch (MalformedChangeException e) {
            // Nothing can be said of it.
            return false;
        }
        return true;
    }
}
