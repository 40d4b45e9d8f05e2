package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.Tuple;

import java.util.concurrent.ConcurrentHashMap;

/// Says to which groups of a sink a change belongs.
///
/// Changes of the same row share a group, also across versions of its table and across processes.
/// An update that moves a row from one key to another belongs to the groups of both. A change whose
/// row is not known, or whose bytes cannot be read, is a barrier. That a relation version begins
/// with a barrier is not looked at here. Thread-safe.
public final class GroupKeys {
    private static final long WHOLE_SINK = 1;
    private static final int TABLES_KEPT = 4096;

    private final GroupBy mode;
    private final ConcurrentHashMap<Integer, KeyColumns> tables = new ConcurrentHashMap<>();

    public GroupKeys(GroupBy mode) {
        this.mode = mode;
    }

    public Groups of(LoggedChange change, Relation relation) {
        return switch (mode) {
            case SINK -> Groups.one(WHOLE_SINK);
            case NONE -> ownGroup(change);
            case PRIMARY_KEY -> ofRow(change, relation);
        };
    }

    private Groups ofRow(LoggedChange change, Relation relation) {
        KeyColumns key = keyOf(relation);
        RowChange row;
        try {
            row = RowChange.decode(change.body(), relation);
        } catch (MalformedChangeException e) {
            // Rendering it says so again, in its turn.
            return Groups.barrier();
        }
        return switch (row.action()) {
            case INSERT -> key.isEmpty() ? ownGroup(change) : key.ofOne(row.newRow());
            case UPDATE -> ofUpdate(row, key, relation);
            case DELETE -> key.isEmpty() ? Groups.barrier() : key.ofOne(row.oldRow());
        };
    }

    private static Groups ofUpdate(RowChange row, KeyColumns key, Relation relation) {
        if (key.isEmpty()) {
            return Groups.barrier();
        }
        Tuple newRow = row.newRow();
        if (row.oldKind() != OldRow.NONE) {
            return key.ofBoth(row.oldRow(), newRow);
        }
        // Without an old row the replica identity did not change, and under FULL there always is
        // one.
        return relation.identity() == ReplicaIdentity.FULL ? Groups.barrier() : key.ofOne(newRow);
    }

    private static Groups ownGroup(LoggedChange change) {
        return Groups.one(XxHash64.mix(change.seq()));
    }

    private KeyColumns keyOf(Relation relation) {
        KeyColumns known = tables.get(relation.version());
        if (known != null) {
            return known;
        }
        if (tables.size() >= TABLES_KEPT) {
            tables.clear();
        }
        KeyColumns made = KeyColumns.of(relation);
        tables.put(relation.version(), made);
        return made;
    }
}
