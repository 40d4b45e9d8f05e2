package dev.rowhook.api.erasure;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.ERASURE;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.changelog.StoredRelations;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.ErasureRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The erasures of an account. The owner of the database carries them out.
@Repository
class Erasures {
    private static final int MOST_UNFINISHED = 1_000;

    private final DataKeys keys;

    Erasures(DataKeys keys) {
        this.keys = keys;
    }

    /// Writes one, with its key sealed, and tells the owner once the transaction is committed. The
    /// audit log has the names of table and columns, and nothing of what the key is.
    ///
    /// @throws ProblemException if there is no such database, table or key
    ErasureId request(AccountChange change, ErasureRequest request) {
        DSLContext db = change.db();
        AccountId account = change.account();
        DatabaseRecord database = database(db, account, request.database());
        DatabaseId databaseId = new DatabaseId(database.getId());
        Map<String, String> key =
                request.texts(
                        StoredRelations.load(db, account, databaseId).newest(request.table()));
        requireRoom(db, account);
        ErasureId id = ErasureId.create();
        List<String> columns = List.copyOf(key.keySet());
        db.insertInto(ERASURE)
                .set(ERASURE.ACCOUNT_ID, account.value())
                .set(ERASURE.ID, id.value())
                .set(ERASURE.DATABASE_ID, databaseId.value())
                .set(ERASURE.SCHEMA_NAME, request.table().schema())
                .set(ERASURE.TABLE_NAME, request.table().table())
                .set(ERASURE.KEY_COLUMNS, columns.toArray(String[]::new))
                .set(
                        ERASURE.SEALED,
                        keys.seal(
                                db,
                                SealedPlace.erasureKey(account, id),
                                JsonMapper.shared().writeValueAsBytes(key)))
                .set(ERASURE.REQUESTED_BY, change.actor().id())
                .execute();
        change.audit(
                AuditEntry.of("erasure.create", id)
                        .with("database", databaseId.toString())
                        .with("table", request.table().toString())
                        .with("key_columns", columns));
        db.fetch("select pg_notify('rowhook_erasures', ?)", databaseId.value().toString());
        return id;
    }

    private static DatabaseRecord database(DSLContext db, AccountId account, String reference) {
        DatabaseRecord database =
                db.selectFrom(DATABASE)
                        .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                        .and(
                                Names.isMeant(
                                        reference,
                                        DatabaseId.parse(reference).map(DatabaseId::value),
                                        DATABASE.ID,
                                        DATABASE.NAME))
                        .forKeyShare()
                        .fetchOptional()
                        .orElseThrow(() ->
                                ProblemException.at(
                                        "/database",
                                        ProblemCode.DATABASE_NOT_FOUND,
                                        ProblemCode.DATABASE_NOT_FOUND.meaning()));
        if (database.getDeleting()) {
            throw ProblemException.of(
                    ProblemCode.DATABASE_DELETING, "The database is about to be deleted.");
        }
        return database;
    }

    private static void requireRoom(DSLContext db, AccountId account) {
        int unfinished =
                db.fetchCount(
                        ERASURE, ERASURE.ACCOUNT_ID.eq(account.value()), ERASURE.ENDED_AT.isNull());
        if (unfinished >= MOST_UNFINISHED) {
            throw ProblemException.of(
                    ProblemCode.LIMIT_REACHED,
                    "%d erasures have not ended yet.".formatted(unfinished));
        }
    }

    Optional<ErasureRecord> find(DSLContext db, AccountId account, ErasureId id) {
        return db.selectFrom(ERASURE)
                .where(ERASURE.ACCOUNT_ID.eq(account.value()))
                .and(ERASURE.ID.eq(id.value()))
                .fetchOptional();
    }

    /// The last ones.
    List<ErasureRecord> newest(
            DSLContext db, AccountId account, Optional<List<Long>> after, int limit) {
        return db.selectFrom(ERASURE)
                .where(ERASURE.ACCOUNT_ID.eq(account.value()))
                .and(IdPlaces.isAfter(ERASURE.ID, after))
                .orderBy(ERASURE.ID.desc())
                .limit(limit)
                .fetch();
    }

    /// Where one stands in the list: ids rise with time.
    static List<Long> place(ErasureRecord row) {
        return IdPlaces.of(row.getId());
    }
}
