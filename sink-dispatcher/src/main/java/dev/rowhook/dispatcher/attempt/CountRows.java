package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.COUNT_ROLLUP;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_HOUR;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.AccountId;
import dev.rowhook.dispatcher.attempt.SinkCounts.Counted;
import dev.rowhook.dispatcher.attempt.SinkCounts.OfSink;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Adds counts to the rows of their minutes, in one statement.
///
/// The newest minute of a sink gets its cursor: all that its mark has passed was accepted by the
/// end of that minute, and what lies beyond all that is done was not before its beginning. An
/// earlier minute of the same snapshot, written late, knows neither, and says the least: nothing is
/// passed, all may be done.
///
/// What is of an hour that is added up already goes to that hour as well ([CountRollup]).
final class CountRows {
    private final DSLContext tx;
    private final AccountId account;

    CountRows(DSLContext tx, AccountId account) {
        this.tx = tx;
        this.account = account;
    }

    /// What is counted of a sink that is gone is dropped: its cursor's save will say so.
    void add(List<OfSink> counts) {
        List<Row> rows = rows(counts);
        if (rows.isEmpty()) {
            return;
        }
        new CountLock(tx).toWrite(account);
        addToMinutes(rows);
        addToHours(rows);
    }

    private void addToMinutes(List<Row> rows) {
        Field<UUID> sink = column("sink_id", UUID.class);
        Field<Instant> minute = column("minute", Instant.class);
        tx.insertInto(
                        SINK_MINUTE,
                        SINK_MINUTE.ACCOUNT_ID,
                        SINK_MINUTE.SINK_ID,
                        SINK_MINUTE.MINUTE,
                        SINK_MINUTE.CODE,
                        SINK_MINUTE.REQUESTS,
                        SINK_MINUTE.MESSAGES,
                        SINK_MINUTE.MARK,
                        SINK_MINUTE.REACHED)
                .select(
                        DSL.select(
                                        SINK_CURSOR.ACCOUNT_ID,
                                        sink,
                                        minute,
                                        column("code", String.class),
                                        column("requests", Long.class),
                                        column("messages", Long.class),
                                        column("mark", Long.class),
                                        column("reached", Long.class))
                                .from(unnested(rows))
                                .join(SINK_CURSOR)
                                .on(SINK_CURSOR.SINK_ID.eq(sink))
                                .where(SINK_CURSOR.ACCOUNT_ID.eq(account.value())))
                .onConflict(
                        SINK_MINUTE.ACCOUNT_ID,
                        SINK_MINUTE.SINK_ID,
                        SINK_MINUTE.MINUTE,
                        SINK_MINUTE.CODE)
                .doUpdate()
                .set(
                        SINK_MINUTE.REQUESTS,
                        SINK_MINUTE.REQUESTS.plus(DSL.excluded(SINK_MINUTE.REQUESTS)))
                .set(
                        SINK_MINUTE.MESSAGES,
                        SINK_MINUTE.MESSAGES.plus(DSL.excluded(SINK_MINUTE.MESSAGES)))
                .set(
                        SINK_MINUTE.MARK,
                        DSL.greatest(SINK_MINUTE.MARK, DSL.excluded(SINK_MINUTE.MARK)))
                .set(
                        SINK_MINUTE.REACHED,
                        DSL.least(SINK_MINUTE.REACHED, DSL.excluded(SINK_MINUTE.REACHED)))
                .execute();
    }

    private void addToHours(List<Row> rows) {
        Field<UUID> sink = column("sink_id", UUID.class);
        Field<Instant> minute = column("minute", Instant.class);
        Field<String> code = column("code", String.class);
        Field<Instant> hour = CountRollup.hour(minute);
        tx.insertInto(
                        SINK_HOUR,
                        SINK_HOUR.ACCOUNT_ID,
                        SINK_HOUR.SINK_ID,
                        SINK_HOUR.HOUR,
                        SINK_HOUR.CODE,
                        SINK_HOUR.REQUESTS,
                        SINK_HOUR.MESSAGES)
                .select(
                        DSL.select(
                                        SINK_CURSOR.ACCOUNT_ID,
                                        sink,
                                        hour,
                                        code,
                                        sum(column("requests", Long.class)),
                                        sum(column("messages", Long.class)))
                                .from(COUNT_ROLLUP)
                                .join(unnested(rows))
                                .on(minute.lt(COUNT_ROLLUP.HOURS_UNTIL))
                                .join(SINK_CURSOR)
                                .on(SINK_CURSOR.ACCOUNT_ID.eq(COUNT_ROLLUP.ACCOUNT_ID))
                                .and(SINK_CURSOR.SINK_ID.eq(sink))
                                .where(COUNT_ROLLUP.ACCOUNT_ID.eq(account.value()))
                                .groupBy(SINK_CURSOR.ACCOUNT_ID, sink, hour, code)
                                .orderBy(sink, hour, code))
                .onConflict(SINK_HOUR.ACCOUNT_ID, SINK_HOUR.SINK_ID, SINK_HOUR.HOUR, SINK_HOUR.CODE)
                .doUpdate()
                .set(SINK_HOUR.REQUESTS, SINK_HOUR.REQUESTS.plus(DSL.excluded(SINK_HOUR.REQUESTS)))
                .set(SINK_HOUR.MESSAGES, SINK_HOUR.MESSAGES.plus(DSL.excluded(SINK_HOUR.MESSAGES)))
                .execute();
    }

    private static Field<Long> sum(Field<Long> counts) {
        return DSL.sum(counts).cast(SQLDataType.BIGINT);
    }

    /// In one order for every transaction, so that two of them cannot lock each other out.
    private static List<Row> rows(List<OfSink> counts) {
        List<Row> rows = new ArrayList<>();
        for (OfSink one : counts) {
            SinkCursor cursor = one.cursor();
            Instant newest =
                    one.counts().counted().stream()
                            .map(Counted::minute)
                            .max(Comparator.naturalOrder())
                            .orElse(Instant.MIN);
            for (Counted counted : one.counts().counted()) {
                boolean known = counted.minute().equals(newest);
                rows.add(
                        new Row(
                                cursor.sink().value(),
                                counted,
                                known ? cursor.mark() : 0,
                                known ? reached(cursor) : Long.MAX_VALUE));
            }
        }
        rows.sort(
                Comparator.comparing(Row::sink)
                        .thenComparing(row -> row.counted().minute())
                        .thenComparing(row -> row.counted().code()));
        return rows;
    }

    private static long reached(SinkCursor cursor) {
        long[] beyond = cursor.doneBeyond();
        return beyond.length == 0 ? cursor.mark() : beyond[beyond.length - 1];
    }

    private static Table<?> unnested(List<Row> rows) {
        return DSL.table(
                        "unnest({0}, {1}, {2}, {3}, {4}, {5}, {6})",
                        array(rows, Row::sink, UUID[]::new),
                        array(rows, row -> row.counted().minute(), Instant[]::new),
                        array(rows, row -> row.counted().code(), String[]::new),
                        array(rows, row -> row.counted().requests(), Long[]::new),
                        array(rows, row -> row.counted().messages(), Long[]::new),
                        array(rows, Row::mark, Long[]::new),
                        array(rows, Row::reached, Long[]::new))
                .as(
                        "counted",
                        "sink_id",
                        "minute",
                        "code",
                        "requests",
                        "messages",
                        "mark",
                        "reached");
    }

    private static <T> Field<T[]> array(
            List<Row> rows, Function<Row, T> value, IntFunction<T[]> maker) {
        return DSL.val(rows.stream().map(value).toArray(maker));
    }

    private static <T> Field<T> column(String name, Class<T> type) {
        return DSL.field(DSL.name("counted", name), type);
    }

    private record Row(UUID sink, Counted counted, long mark, long reached) {}
}
