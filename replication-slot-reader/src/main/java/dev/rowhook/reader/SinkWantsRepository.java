package dev.rowhook.reader;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_TABLE;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LogPlace;
import dev.rowhook.changelog.TableCoverage;
import dev.rowhook.core.Lsn;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.reader.Wants.SinkWants;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.TransactionalCallable;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What the API has saved of a database's sinks. Thread-safe.
final class SinkWantsRepository {
    private static final Condition ENABLED = SINK.STATUS.ne("disabled");

    private final DSLContext worker;

    SinkWantsRepository(DSLContext worker) {
        this.worker = worker;
    }

    /// The newest settings; empty once the database was removed. What a disabled sink has wanted is
    /// wanted until it is off: until then it may yet be enabled and go on.
    Optional<Wants> newest(Lease lease) {
        return worker.transactionResult(load(lease, ENABLED.or(isOn())));
    }

    /// The settings as far as they were acknowledged before: those of the sinks that have a cursor
    /// and are not off. With them a transaction that was half appended is finished. What a sink
    /// wanted in that version is not known if it was edited since; it is [ahead][Wants#isAhead]
    /// then. Retained is what was, for that is promised.
    Optional<Wants> acknowledged(Lease lease, long settingsVersion) {
        Set<TableName> covered =
                new TableCoverage(worker, lease.account(), lease.database()).tables();
        return worker.transactionResult(load(lease, isOn()))
                .map(wants ->
                        new Wants(settingsVersion, wants.sinks(), wants.published(), covered));
    }

    private static Condition isOn() {
        return DSL.exists(
                DSL.selectOne()
                        .from(SINK_CURSOR)
                        .where(SINK_CURSOR.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                        .and(SINK_CURSOR.SINK_ID.eq(SINK.ID))
                        .andNot(SINK_CURSOR.OFF));
    }

    private static TransactionalCallable<Optional<Wants>> load(Lease lease, Condition which) {
        return tx -> {
            // One moment for all tables: a version never goes with the sinks of another.
            tx.dsl().execute("set transaction isolation level repeatable read, read only");
            return tx.dsl()
                    .selectFrom(DATABASE)
                    .where(DATABASE.ACCOUNT_ID.eq(lease.account().value()))
                    .and(DATABASE.ID.eq(lease.database().value()))
                    .fetchOptional()
                    .map(database ->
                            new Wants(
                                    database.getSettingsVersion(),
                                    sinks(tx.dsl(), lease, which),
                                    tables(database.getPublicationTables()),
                                    tables(database.getRetainTables())));
        };
    }

    private static List<SinkWants> sinks(DSLContext tx, Lease lease, Condition which) {
        Result<SinkRecord> sinks =
                tx.selectFrom(SINK)
                        .where(SINK.ACCOUNT_ID.eq(lease.account().value()))
                        .and(SINK.DATABASE_ID.eq(lease.database().value()))
                        .and(which)
                        .orderBy(SINK.NUMBER)
                        .fetch();
        Map<UUID, List<Selection.Table>> tables =
                tx.selectFrom(SINK_TABLE)
                        .where(SINK_TABLE.ACCOUNT_ID.eq(lease.account().value()))
                        .and(SINK_TABLE.SINK_ID.in(sinks.map(SinkRecord::getId)))
                        .fetchGroups(
                                SINK_TABLE.SINK_ID,
                                row ->
                                        new Selection.Table(
                                                new TableName(
                                                        row.getSchemaName(), row.getTableName()),
                                                Optional.ofNullable(row.getFilter())));
        return sinks.map(sink -> wants(sink, tables.getOrDefault(sink.getId(), List.of())));
    }

    private static Set<TableName> tables(String[] names) {
        return Arrays.stream(names)
                .flatMap(text -> TableName.parse(text).stream())
                .collect(Collectors.toSet());
    }

    private static SinkWants wants(SinkRecord sink, List<Selection.Table> tables) {
        return new SinkWants(
                new SinkId(sink.getId()),
                sink.getNumber(),
                Selection.of(
                                tables,
                                sink.getActions(),
                                sink.getFilter(),
                                sink.getChangedColumns(),
                                sink.getOnLeave())
                        .withMessages(sink.getLogicalMessages()),
                sink.getMatchVersion(),
                start(sink),
                !sink.getStatus().equals("disabled"));
    }

    private static LogPlace start(SinkRecord sink) {
        @Nullable Long lsn = sink.getStartLsn();
        if (lsn != null) {
            return new LogPlace.Commit(new Lsn(lsn));
        }
        @Nullable Instant time = sink.getStartTime();
        return time == null ? new LogPlace.End() : new LogPlace.Time(time);
    }
}
