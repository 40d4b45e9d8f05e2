package dev.rowhook.dispatcher.message;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.core.change.Tuple;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Says to which groups of a sink a change belongs.
///
/// Changes of the same row share a group, also across versions of its table and across processes;
/// in groups by columns, all changes with the same texts in them do. An update that moves a row
/// from one group to another belongs to both. A change whose group is not known, or whose bytes
/// cannot be read, is a barrier, and so is a truncate, even where nothing else is in order. Logical
/// messages of one prefix are a group. That a relation version begins with a barrier is not looked
/// at here. Thread-safe.
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
            case GroupBy.Sink _ -> Groups.one(WHOLE_SINK);
            case GroupBy.None _ ->
                    TruncateBody.isTruncate(change.body()) ? Groups.barrier() : ownGroup(change);
            case GroupBy.PrimaryKey _, GroupBy.Columns _ -> ofRow(change, relation);
        };
    }

    /// The hash that names the row of a change: of its table and the columns of its key, as they
    /// are after the change if it did not delete the row. Empty if they are not known.
    public static OptionalLong rowHash(LoggedChange change, Relation relation) {
        KeyColumns key = KeyColumns.ofKey(relation);
        try {
            RowChange row = RowChange.decode(change.body(), relation);
            if (key.isEmpty()) {
                return OptionalLong.empty();
            }
            Groups groups =
                    switch (row.action()) {
                        case INSERT, MESSAGE, READ -> key.ofOne(row.newRow());
                        case UPDATE -> ofUpdate(row, key, relation);
                        case DELETE -> key.ofOne(row.oldRow());
                        case TRUNCATE, BACKFILL_STARTED, BACKFILL_COMPLETED -> Groups.barrier();
                    };
            return switch (groups.kind()) {
                case ONE -> OptionalLong.of(groups.first());
                case TWO -> OptionalLong.of(groups.second());
                case BARRIER -> OptionalLong.empty();
            };
        } catch (MalformedChangeException e) {
            return OptionalLong.empty();
        }
    }

    /// The hash that [#rowHash(LoggedChange, Relation)] gives a row of a table.
    ///
    /// @param key the texts of the columns of the key, as Postgres writes them, in the order of
    ///   `metadata.record_pks`
    public static long rowHash(String schema, String table, List<String> key) {
        long hash = KeyHash.ofTable(schema, table);
        for (String text : key) {
            hash = KeyHash.next(hash, text);
        }
        return hash;
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
            case INSERT, READ -> key.isEmpty() ? withoutKey(change) : key.ofOne(row.newRow());
            case MESSAGE -> KeyColumns.ofKey(relation).ofOne(row.newRow());
            case UPDATE -> ofUpdate(row, key, relation);
            case DELETE ->
                    key.isEmpty() || !key.isIn(row.oldKind())
                            ? Groups.barrier()
                            : key.ofOne(row.oldRow());
            case TRUNCATE, BACKFILL_STARTED, BACKFILL_COMPLETED -> Groups.barrier();
        };
    }

    /// An insert into a table whose rows nothing names; a table that lacks a column of the groups
    /// is another thing.
    private Groups withoutKey(LoggedChange change) {
        return mode instanceof GroupBy.Columns ? Groups.barrier() : ownGroup(change);
    }

    private static Groups ofUpdate(RowChange row, KeyColumns key, Relation relation) {
        if (key.isEmpty()) {
            return Groups.barrier();
        }
        Tuple newRow = row.newRow();
        if (row.oldKind() != OldRow.NONE) {
            return key.isIn(row.oldKind()) ? key.ofBoth(row.oldRow(), newRow) : Groups.barrier();
        }
        // Without an old row the replica identity did not change, and under FULL there always is
        // one.
        return relation.identity() == ReplicaIdentity.FULL || !key.isIn(OldRow.KEY)
                ? Groups.barrier()
                : key.ofOne(newRow);
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
        KeyColumns made =
                mode instanceof GroupBy.Columns(List<String> names)
                        ? KeyColumns.named(names, relation)
                        : KeyColumns.ofKey(relation);
        tables.put(relation.version(), made);
        return made;
    }
}
