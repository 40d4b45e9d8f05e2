package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_RELATION;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// All relation versions of a log as they were stored when it was asked for, for those who do not
/// own the log. Immutable.
public final class StoredRelations implements Relations {
    private final Map<Integer, Relation> versions;

    private StoredRelations(Map<Integer, Relation> versions) {
        this.versions = Map.copyOf(versions);
    }

    public static StoredRelations load(DSLContext worker, AccountId account, DatabaseId database) {
        return new StoredRelations(
                worker.selectFrom(LOG_RELATION)
                        .where(LOG_RELATION.ACCOUNT_ID.eq(account.value()))
                        .and(LOG_RELATION.DATABASE_ID.eq(database.value()))
                        .fetchMap(
                                LOG_RELATION.VERSION,
                                row ->
                                        StoredRelation.relation(
                                                row.getVersion(), row.getDefinition().data())));
    }

    @Override
    public Relation get(int version) {
        Relation relation = versions.get(version);
        if (relation == null) {
            throw new IllegalArgumentException("no relation version " + version);
        }
        return relation;
    }

    @Override
    public Optional<Relation> newest(TableName table) {
        return versions.values().stream()
                .filter(relation -> relation.name().equals(table))
                .max(Comparator.comparingInt(Relation::version));
    }

    /// Every version, by its number.
    public Map<Integer, Relation> all() {
        return versions;
    }
}
