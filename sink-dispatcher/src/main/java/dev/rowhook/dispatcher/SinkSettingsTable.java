package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.PlacedSink.Newest;
import dev.rowhook.dispatcher.PlacedSink.Status;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.MessageFormat;
import dev.rowhook.dispatcher.message.MessageKind;
import dev.rowhook.dispatcher.message.MessageOptions;
import dev.rowhook.dispatcher.message.MessageShape;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.jooq.tables.records.SinkRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of the sinks of a database, as the API wrote them. Thread-safe.
final class SinkSettingsTable {
    private static final String UNIX_MICROSECOND = "unix_microsecond";
    private static final String OMIT_COLUMNS = "omit_columns";

    private final DSLContext worker;
    private final EndpointSettingsTable endpoints;

    SinkSettingsTable(DSLContext worker, DataKeys keys) {
        this.worker = worker;
        this.endpoints = new EndpointSettingsTable(worker, keys);
    }

    /// The sinks that have a cursor, those that were deleted since included.
    List<PlacedSink> placed(Lease lease) {
        return placed(lease, DSL.noCondition());
    }

    /// Those of them about whose dead letters there are orders.
    List<PlacedSink> withOrders(Lease lease) {
        return placed(
                lease,
                DSL.exists(
                        DSL.selectOne()
                                .from(SINK_ORDER)
                                .where(SINK_ORDER.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID))
                                .and(SINK_ORDER.SINK_ID.eq(SINK_CURSOR.SINK_ID))
                                .and(SINK_ORDER.DONE_AT.isNull())));
    }

    private List<PlacedSink> placed(Lease lease, Condition which) {
        return worker.select(
                        SINK_CURSOR.SINK_ID,
                        SINK_CURSOR.SETTINGS_VERSION,
                        SINK_CURSOR.OFF,
                        SINK.SETTINGS_VERSION,
                        SINK.STATUS,
                        toSetBack())
                .from(SINK_CURSOR)
                .leftJoin(SINK)
                .on(SINK.ACCOUNT_ID.eq(SINK_CURSOR.ACCOUNT_ID), SINK.ID.eq(SINK_CURSOR.SINK_ID))
                .where(SINK_CURSOR.ACCOUNT_ID.eq(lease.account().value()))
                .and(SINK_CURSOR.DATABASE_ID.eq(lease.database().value()))
                .and(which)
                .fetch(row ->
                        new PlacedSink(
                                new SinkId(row.value1()),
                                row.value2(),
                                row.value3(),
                                newest(row.value4(), row.value5()),
                                row.value6()));
    }

    /// Whether there are replays to carry out. Where the log has what a sink wants is known once
    /// the reader has acknowledged what that is.
    private static Field<Boolean> toSetBack() {
        return DSL.field(
                DSL.exists(
                        DSL.selectOne()
                                .from(SINK_REPLAY)
                                .where(SINK_REPLAY.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                                .and(SINK_REPLAY.SINK_ID.eq(SINK.ID))
                                .and(SINK_REPLAY.DONE_AT.isNull())
                                .and(SINK.MATCH_VERSION.eq(SINK_CURSOR.MATCHED_VERSION))));
    }

    private static Optional<Newest> newest(@Nullable Long version, @Nullable String status) {
        return version == null || status == null
                ? Optional.empty()
                : Optional.of(new Newest(version, Status.valueOf(status.toUpperCase(Locale.ROOT))));
    }

    /// The settings of a sink; empty if it has been deleted.
    ///
    /// @throws IllegalArgumentException if they cannot be used
    /// @throws dev.rowhook.core.secret.SealBrokenException if a secret cannot be opened
    Optional<SinkSettings> find(AccountId account, SinkId sink) {
        return worker.transactionResult(tx -> {
            // One moment for all tables.
            tx.dsl().execute("set transaction isolation level repeatable read, read only");
            return find(tx.dsl(), account, sink);
        });
    }

    private Optional<SinkSettings> find(DSLContext tx, AccountId account, SinkId sink) {
        return tx.select(SINK, HTTP_ENDPOINT, DATABASE)
                .from(SINK)
                .join(HTTP_ENDPOINT)
                .on(
                        HTTP_ENDPOINT.ACCOUNT_ID.eq(SINK.ACCOUNT_ID),
                        HTTP_ENDPOINT.ID.eq(SINK.ENDPOINT_ID))
                .join(DATABASE)
                .on(DATABASE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID), DATABASE.ID.eq(SINK.DATABASE_ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(SINK.ID.eq(sink.value()))
                .fetchOptional(
                        row -> settings(row, SinkWishTable.read(tx, row.value1(), row.value3())));
    }

    private SinkSettings settings(
            Record3<SinkRecord, HttpEndpointRecord, DatabaseRecord> row, SinkWish wish) {
        SinkRecord sink = row.value1();
        HttpEndpointRecord endpoint = row.value2();
        DatabaseRecord database = row.value3();
        return new SinkSettings(
                new SinkId(sink.getId()),
                sink.getSettingsVersion(),
                sink.getNumber(),
                wish,
                new MessageShape(
                        new SinkId(sink.getId()),
                        sink.getName(),
                        new DatabaseId(database.getId()),
                        database.getName(),
                        database.getHostname(),
                        database.getDatabaseName(),
                        MessageKind.valueOf(sink.getMessageKind().toUpperCase(Locale.ROOT)),
                        options(sink)),
                groupBy(sink),
                endpoints.read(sink, endpoint),
                sink.getBatch(),
                sink.getRequestTimeout(),
                SinkPolicies.standing(endpoint),
                SinkPolicies.of(sink, endpoint));
    }

    private static MessageOptions options(SinkRecord sink) {
        return new MessageOptions(
                MessageFormat.valueOf(sink.getFormat().toUpperCase(Locale.ROOT)),
                UNIX_MICROSECOND.equals(sink.getTimestampFormat()),
                sink.getBigintAsString(),
                sink.getMaxMessageBytes(),
                OMIT_COLUMNS.equals(sink.getOnOversize()));
    }

    private static GroupBy groupBy(SinkRecord sink) {
        return switch (sink.getGroupBy()) {
            case "primary_key" -> new GroupBy.PrimaryKey();
            case "none" -> new GroupBy.None();
            case "sink" -> new GroupBy.Sink();
            case "columns" -> new GroupBy.Columns(List.of(sink.getGroupColumns()));
            default -> throw new IllegalArgumentException("group_by is not known");
        };
    }
}
