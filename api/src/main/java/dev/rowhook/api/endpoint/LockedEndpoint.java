package dev.rowhook.api.endpoint;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An endpoint that holds still within one transaction, with the sinks that use it. Locked are
/// first the databases of the sinks, in the order of their ids, then the endpoint.
record LockedEndpoint(AccountChange change, HttpEndpointRecord row, List<SinkRecord> sinks) {
    LockedEndpoint {
        sinks = List.copyOf(sinks);
    }

    /// Empty if another database came to use the endpoint meanwhile: nothing was done, and a new
    /// transaction has to try again.
    ///
    /// @throws ProblemException if there is no such endpoint
    static Optional<LockedEndpoint> lock(AccountChange change, Condition which) {
        DSLContext db = change.db();
        AccountId account = change.account();
        UUID id =
                db.select(HTTP_ENDPOINT.ID)
                        .from(HTTP_ENDPOINT)
                        .where(which)
                        .fetchOptional(HTTP_ENDPOINT.ID)
                        .orElseThrow(LockedEndpoint::notFound);
        Set<UUID> databases = lockDatabases(db, account, id);
        // No sink can be made of it from now on.
        HttpEndpointRecord row =
                db.selectFrom(HTTP_ENDPOINT)
                        .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                        .and(HTTP_ENDPOINT.ID.eq(id))
                        .forUpdate()
                        .fetchOptional()
                        .orElseThrow(LockedEndpoint::notFound);
        List<SinkRecord> sinks = sinks(db, account, id);
        return sinks.stream().map(SinkRecord::getDatabaseId).allMatch(databases::contains)
                ? Optional.of(new LockedEndpoint(change, row, sinks))
                : Optional.empty();
    }

    private static Set<UUID> lockDatabases(DSLContext db, AccountId account, UUID endpoint) {
        List<UUID> used =
                sinks(db, account, endpoint).stream()
                        .map(SinkRecord::getDatabaseId)
                        .distinct()
                        .toList();
        return db.select(DATABASE.ID)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                .and(DATABASE.ID.in(used))
                .orderBy(DATABASE.ID)
                .forNoKeyUpdate()
                .fetchSet(DATABASE.ID);
    }

    private static List<SinkRecord> sinks(DSLContext db, AccountId account, UUID endpoint) {
        return db.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ENDPOINT_ID.eq(endpoint))
                .orderBy(SINK.DATABASE_ID, SINK.ID)
                .fetch();
    }

    static ProblemException notFound() {
        return ProblemException.of(ProblemCode.HTTP_ENDPOINT_NOT_FOUND);
    }

    DSLContext db() {
        return change.db();
    }

    AccountId account() {
        return change.account();
    }

    EndpointId id() {
        return new EndpointId(row.getId());
    }

    /// What was edited is nothing that a sink's worker has to know.
    SavedEndpoint unchanged() {
        change.nothing();
        return new SavedEndpoint(id(), Map.of());
    }

    /// Takes a version for each sink and its database, and tells their owners once the transaction
    /// is committed.
    SavedEndpoint edited() {
        Map<UUID, Long> ofDatabases = new HashMap<>();
        Map<SinkId, Long> versions = new HashMap<>();
        for (SinkRecord sink : sinks) {
            long version =
                    ofDatabases.computeIfAbsent(
                            sink.getDatabaseId(),
                            database ->
                                    Settings.nextVersion(
                                            db(), account(), new DatabaseId(database)));
            db().update(SINK)
                    .set(SINK.SETTINGS_VERSION, version)
                    .where(SINK.ACCOUNT_ID.eq(account().value()))
                    .and(SINK.ID.eq(sink.getId()))
                    .execute();
            versions.put(new SinkId(sink.getId()), version);
        }
        return new SavedEndpoint(id(), versions);
    }
}
