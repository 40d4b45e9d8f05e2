package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SECRET;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.PlacedSink.Newest;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.MessageKind;
import dev.rowhook.dispatcher.message.MessageShape;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.Headers;

import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of the sinks of a database, as the API wrote them. Thread-safe.
final class SinkSettingsTable {
    private static final String PAUSED = "paused";

    private final DSLContext worker;
    private final DataKeys keys;

    SinkSettingsTable(DSLContext worker, DataKeys keys) {
        this.worker = worker;
        this.keys = keys;
    }

    /// The sinks that have a cursor, those that were deleted since included.
    List<PlacedSink> placed(Lease lease) {
        return worker.select(
                        SINK_CURSOR.SINK_ID,
                        SINK_CURSOR.SETTINGS_VERSION,
                        SINK.SETTINGS_VERSION,
                        SINK.STATUS)
                .from(SINK_CURSOR)
                .leftJoin(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID), SINK.ID.eq(SINK_CURSOR.SINK_ID))
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                .fetch(row ->
                        new PlacedSink(
                                new SinkId(row.value1()),
                                row.value2(),
                                newest(row.value3(), row.value4())));
    }

    private static Optional<Newest> newest(@Nullable Long version, @Nullable String status) {
        return version == null
                ? Optional.empty()
                : Optional.of(new Newest(version, PAUSED.equals(status)));
    }

    /// The settings of a sink; empty if it has been deleted.
    ///
    /// @throws IllegalArgumentException if they cannot be used
    /// @throws dev.rowhook.core.secret.SealBrokenException if a secret cannot be opened
    Optional<SinkSettings> find(AccountId account, SinkId sink) {
        return worker.select(SINK, HTTP_ENDPOINT, DATABASE)
                .from(SINK)
                .join(HTTP_ENDPOINT)
                .on(
                        HTTP_ENDPOINT.ACCOUNT_ID.eq(SINK.ACCOUNT_ID),
                        HTTP_ENDPOINT.ID.eq(SINK.ENDPOINT_ID))
                .join(DATABASE)
                .on(DATABASE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID), DATABASE.ID.eq(SINK.DATABASE_ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(sink.value()))
                .fetchOptional(row -> settings(account, row));
    }

    private SinkSettings settings(
            AccountId account, Record3<SinkRecord, HttpEndpointRecord, DatabaseRecord> row) {
        SinkRecord sink = row.value1();
        HttpEndpointRecord endpoint = row.value2();
        DatabaseRecord database = row.value3();
        EndpointId endpointId = new EndpointId(endpoint.getId());
        Optional<String> query =
                Optional.ofNullable(endpoint.getQuery())
                        .map(sealed ->
                                open(SealedPlace.endpointQuery(account, endpointId), sealed));
        return new SinkSettings(
                new SinkId(sink.getId()),
                sink.getSettingsVersion(),
                sink.getNumber(),
                new MessageShape(
                        new SinkId(sink.getId()),
                        sink.getName(),
                        new DatabaseId(database.getId()),
                        database.getName(),
                        database.getHostname(),
                        database.getDatabaseName(),
                        MessageKind.valueOf(sink.getMessageKind().toUpperCase(Locale.ROOT))),
                GroupBy.valueOf(sink.getGroupBy().toUpperCase(Locale.ROOT)),
                EndpointUrl.join(endpoint.getUrl(), query, sink.getPath()),
                headers(account, endpointId),
                sink.getBatch(),
                sink.getBatchSize(),
                sink.getMaxInFlight(),
                sink.getRequestTimeout(),
                new Backoff(sink.getFirstDelay(), sink.getMaxDelay()));
    }

    /// The plain headers of an endpoint, then the encrypted ones.
    private Headers headers(AccountId account, EndpointId endpoint) {
        Headers.Builder headers = new Headers.Builder();
        try {
            for (Record2<String, String> plain :
                    worker.select(
                                    DSL.field(DSL.name("h", "key"), String.class),
                                    DSL.field(DSL.name("h", "value"), String.class))
                            .from(HTTP_ENDPOINT)
                            .crossJoin(
                                    DSL.table("jsonb_each_text({0})", HTTP_ENDPOINT.HEADERS)
                                            .as("h", "key", "value"))
                            .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.value()))
                            .and(HTTP_ENDPOINT.ID.eq(endpoint.value()))
                            .fetch()) {
                headers.set(plain.value1(), plain.value2());
            }
            worker.selectFrom(HTTP_ENDPOINT_SECRET)
                    .where(HTTP_ENDPOINT_SECRET.ACCOUNT_ID.eq(account.value()))
                    .and(HTTP_ENDPOINT_SECRET.ENDPOINT_ID.eq(endpoint.value()))
                    .orderBy(HTTP_ENDPOINT_SECRET.HEADER)
                    .forEach(row ->
                            headers.set(
                                    row.getHeader(),
                                    open(
                                            SealedPlace.endpointHeader(
                                                    account, endpoint, row.getHeader()),
                                            row.getSealed())));
        } catch (IllegalArgumentException e) {
            // OkHttp's own message quotes the value.
            throw new IllegalArgumentException("a header of the endpoint cannot be sent");
        }
        return headers.build();
    }

    private String open(SealedPlace place, byte[] sealed) {
        Secret secret = keys.openSecret(worker, place, sealed);
        return secret.reveal();
    }
}
