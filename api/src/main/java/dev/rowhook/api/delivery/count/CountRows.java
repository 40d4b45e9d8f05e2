package dev.rowhook.api.delivery.count;

import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// Reads counts, all of a window in one statement.
final class CountRows {
    private static final Field<BigDecimal> REQUESTS = DSL.sum(SINK_MINUTE.REQUESTS);
    private static final Field<BigDecimal> MESSAGES = DSL.sum(SINK_MINUTE.MESSAGES);

    private final DSLContext db;

    CountRows(DSLContext db) {
        this.db = db;
    }

    /// What a sink did.
    void read(DeliverySink sink, Window window, Chart chart) {
        Field<Instant> step = step(window);
        db.select(step, SINK_MINUTE.CODE, REQUESTS, MESSAGES)
                .from(SINK_MINUTE)
                .where(sink.owns(SINK_MINUTE.ACCOUNT_ID, SINK_MINUTE.SINK_ID))
                .and(isIn(window))
                .groupBy(step, SINK_MINUTE.CODE)
                .forEach(row -> chart.add(row.value1(), row.value2(), count(row)));
    }

    /// What all sinks of an account did, together and each of them.
    ///
    /// The sinks lead to the counts, for these are kept by sink first.
    void read(AccountId account, Window window, Chart chart, Shares shares) {
        Field<Instant> step = step(window);
        db.select(step, SINK_MINUTE.SINK_ID, SINK_MINUTE.CODE, REQUESTS, MESSAGES)
                .from(SINK)
                .join(SINK_MINUTE)
                .on(SINK_MINUTE.ACCOUNT_ID.eq(SINK.ACCOUNT_ID))
                .and(SINK_MINUTE.SINK_ID.eq(SINK.ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(isIn(window))
                .groupBy(
                        DSL.groupingSets(
                                new Field<?>[] {step, SINK_MINUTE.CODE},
                                new Field<?>[] {SINK_MINUTE.SINK_ID, SINK_MINUTE.CODE}))
                .forEach(row -> {
                    UUID sink = row.value2();
                    if (sink == null) {
                        chart.add(row.value1(), row.value3(), count(row));
                    } else {
                        shares.add(new SinkId(sink), row.value3(), count(row));
                    }
                });
    }

    private static Count count(Record row) {
        return new Count(row.get(REQUESTS).longValueExact(), row.get(MESSAGES).longValueExact());
    }

    private static Condition isIn(Window window) {
        return SINK_MINUTE.MINUTE.ge(window.from()).and(SINK_MINUTE.MINUTE.lt(window.to()));
    }

    private static Field<Instant> step(Window window) {
        return DSL.field(
                "date_bin(make_interval(secs => {0}), {1}, timestamptz 'epoch')",
                SINK_MINUTE.MINUTE.getDataType(),
                DSL.inline(window.step().toSeconds()),
                SINK_MINUTE.MINUTE);
    }
}
