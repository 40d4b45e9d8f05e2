package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.api.Page;
import dev.rowhook.api.backfill.BackfillInsert;
import dev.rowhook.api.backfill.BackfillSink;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.DSLContext;

import java.util.UUID;

/// Saves a sink, within one transaction: its database's row gives it a number that no sink of the
/// database had before, and a version of the settings.
final class SinkInsert {
    private final DSLContext db;
    private final AccountId account;
    private final CreateSink request;
    private final StartCheck starts;

    SinkInsert(DSLContext db, AccountId account, CreateSink request, StartCheck starts) {
        this.db = db;
        this.account = account;
        this.request = request;
        this.starts = starts;
    }

    /// @throws ProblemException if a reference means nothing, or the name is taken
    SavedSink execute() {
        Page.requireRoom(db, SINK);
        // The database's row first, as all edits do.
        DatabaseRecord database = database();
        starts.check(account, database, request.tables(), request.start());
        UUID endpoint = endpoint();
        new UsedEndpoint(db, account, new EndpointId(endpoint))
                .check(request.delivery().destination());
        SinkId id = SinkId.create();
        insert(id, database, endpoint);
        for (TableName table : request.tables()) {
            insert(id, table);
        }
        DatabaseId databaseId = new DatabaseId(database.getId());
        request.backfill()
                .ifPresent(backfill ->
                        new BackfillInsert(
                                        db,
                                        new BackfillSink(
                                                account,
                                                id,
                                                databaseId,
                                                request.messageKind(),
                                                request.tables()))
                                .execute(backfill, "sink"));
        Settings.announce(db, databaseId);
        return new SavedSink(id, databaseId, database.getSettingsVersion());
    }

    private UUID endpoint() {
        return db.select(HTTP_ENDPOINT.ID)
                .from(HTTP_ENDPOINT)
                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                .and(
                        Names.isMeant(
                                request.endpoint(),
                                EndpointId.parse(request.endpoint()).map(EndpointId::value),
                                HTTP_ENDPOINT.ID,
                                HTTP_ENDPOINT.NAME))
                .forKeyShare()
                .fetchOptional(HTTP_ENDPOINT.ID)
                .orElseThrow(() ->
                        ProblemException.at(
                                "/destination/http_endpoint",
                                ProblemCode.HTTP_ENDPOINT_NOT_FOUND,
                                ProblemCode.HTTP_ENDPOINT_NOT_FOUND.meaning()));
    }

    /// As it is after this sink took its number and its version.
    private DatabaseRecord database() {
        DatabaseRecord row =
                db.update(DATABASE)
                        .set(DATABASE.NEXT_SINK_NUMBER, DATABASE.NEXT_SINK_NUMBER.plus(1))
                        .set(DATABASE.SETTINGS_VERSION, DATABASE.SETTINGS_VERSION.plus(1))
                        .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                        .and(
                                Names.isMeant(
                                        request.database(),
                                        DatabaseId.parse(request.database()).map(DatabaseId::value),
                                        DATABASE.ID,
                                        DATABASE.NAME))
                        .returning()
                        .fetchOptional()
                        .orElseThrow(() ->
                                ProblemException.at(
                                        "/database",
                                        ProblemCode.DATABASE_NOT_FOUND,
                                        ProblemCode.DATABASE_NOT_FOUND.meaning()));
        if (row.getDeleting()) {
            throw ProblemException.of(
                    ProblemCode.DATABASE_DELETING, "The database is about to be deleted.");
        }
        return row;
    }

    private void insert(SinkId id, DatabaseRecord database, UUID endpoint) {
        SinkRecord sink = SINK.newRecord();
        sink.setAccountId(account.value());
        sink.setId(id.value());
        sink.setName(request.name());
        sink.setDatabaseId(database.getId());
        sink.setNumber(database.getNextSinkNumber() - 1);
        sink.setEndpointId(endpoint);
        sink.setActions(request.actions().toArray(String[]::new));
        sink.setLogicalMessages(request.logicalMessages().toArray(String[]::new));
        sink.setMessageKind(request.messageKind());
        sink.setGroupBy(request.groupBy().kind());
        if (request.groupBy().isColumns()) {
            sink.setGroupColumns(request.groupBy().columns().toArray(String[]::new));
        }
        SavedMatching.save(request.matching(), sink);
        sink.setMatchVersion(database.getSettingsVersion());
        request.delivery().saveTo(sink);
        request.start().saveTo(sink);
        sink.setSettingsVersion(database.getSettingsVersion());
        int inserted = db.insertInto(SINK).set(sink).onConflictDoNothing().execute();
        if (inserted == 0) {
            throw ProblemException.nameTaken(request.name());
        }
    }

    private void insert(SinkId id, TableName table) {
        db.insertInto(SINK_TABLE)
                .set(SINK_TABLE.ACCOUNT_ID, account.value())
                .set(SINK_TABLE.SINK_ID, id.value())
                .set(SINK_TABLE.SCHEMA_NAME, table.schema())
                .set(SINK_TABLE.TABLE_NAME, table.table())
                .set(SINK_TABLE.FILTER, request.matching().filter().byTable().get(table))
                .execute();
    }
}
