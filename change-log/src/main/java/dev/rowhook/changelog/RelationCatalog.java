package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_RELATION;

import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.LogRelationRecord;

import org.jooq.DSLContext;
import org.jooq.JSONB;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The relation versions of one log, kept as long as the log is.
///
/// Safe for readers on any thread; versions are added by the log's one writer.
public final class RelationCatalog implements Relations {
    private final DSLContext worker;
    private final Lease lease;
    private final Map<Integer, Relation> byVersion = new ConcurrentHashMap<>();
    private final Map<Integer, Relation> latestByOid = new HashMap<>();
    private final Map<TableName, Relation> latestByName = new ConcurrentHashMap<>();
    private final List<Relation> unsaved = new ArrayList<>();
    private int lastVersion;

    private RelationCatalog(DSLContext worker, Lease lease) {
        this.worker = worker;
        this.lease = lease;
    }

    static RelationCatalog load(DSLContext worker, Lease lease) {
        RelationCatalog catalog = new RelationCatalog(worker, lease);
        catalog.reload();
        return catalog;
    }

    /// Forgets what was described but not saved.
    void reload() {
        unsaved.forEach(relation -> byVersion.remove(relation.version()));
        unsaved.clear();
        latestByOid.clear();
        latestByName.clear();
        lastVersion = 0;
        worker.selectFrom(LOG_RELATION)
                .where(LOG_RELATION.ACCOUNT_ID.eq(lease.account().value()))
                .and(LOG_RELATION.DATABASE_ID.eq(lease.database().value()))
                .orderBy(LOG_RELATION.VERSION)
                .forEach(row -> remember(relation(row)));
    }

    /// The version of a relation that the source has just described (its own `version` is ignored):
    /// the last one of that table if nothing changed, else a new one, which the next append saves.
    public Relation describe(Relation described) {
        Relation last = latestByOid.get(described.oid());
        if (last != null && last.equals(numbered(described, last.version(), last.groupBarrier()))) {
            return last;
        }
        boolean barrier = last != null && !keyNames(last).equals(keyNames(described));
        Relation added = numbered(described, lastVersion + 1, barrier);
        remember(added);
        unsaved.add(added);
        return added;
    }

    @Override
    public Relation get(int version) {
        Relation relation = byVersion.get(version);
        if (relation == null) {
            throw new IllegalArgumentException(
                    "the log of %s has no relation version %d"
                            .formatted(lease.database(), version));
        }
        return relation;
    }

    @Override
    public Optional<Relation> newest(TableName table) {
        return Optional.ofNullable(latestByName.get(table));
    }

    /// Writes the new versions in the transaction of the append that is the first to name them.
    void save(DSLContext tx) {
        for (Relation relation : unsaved) {
            LogRelationRecord row = tx.newRecord(LOG_RELATION);
            row.setAccountId(lease.account().value());
            row.setDatabaseId(lease.database().value());
            row.setVersion(relation.version());
            row.setDefinition(JSONB.valueOf(StoredRelation.json(relation)));
            row.insert();
        }
    }

    /// The transaction of [#save] has committed.
    void saved() {
        unsaved.clear();
    }

    boolean hasUnsaved() {
        return !unsaved.isEmpty();
    }

    private void remember(Relation relation) {
        byVersion.put(relation.version(), relation);
        latestByOid.put(relation.oid(), relation);
        latestByName.put(relation.name(), relation);
        lastVersion = Math.max(lastVersion, relation.version());
    }

    private static Relation relation(LogRelationRecord row) {
        return StoredRelation.relation(row.getVersion(), row.getDefinition().data());
    }

    private static List<String> keyNames(Relation relation) {
        return relation.keyColumns().stream().map(i -> relation.columns().get(i).name()).toList();
    }

    private static Relation numbered(Relation relation, int version, boolean barrier) {
        return new Relation(
                version,
                relation.oid(),
                relation.schema(),
                relation.table(),
                relation.identity(),
                relation.columns(),
                relation.keyColumns(),
                barrier);
    }
}
