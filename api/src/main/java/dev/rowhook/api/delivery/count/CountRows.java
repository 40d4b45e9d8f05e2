package dev.rowhook.api.delivery.count;

import static dev.rowhook.store.jooq.Tables.COUNT_ROLLUP;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads the counts of a window: in steps of whole hours from the hours that are added up, and from
/// minutes where there are none of these. A count that is written meanwhile is in one of the two,
/// or will be.
final class CountRows {
    private static final Duration HOUR = Duration.ofHours(1);

    private final DSLContext db;

    CountRows(DSLContext db) {
        this.db = db;
    }

    /// A stretch of a window, and what it is read from.
    private record Part(CountSource source, Instant from, Instant to) {
        Condition holds() {
            return source.begin().ge(from).and(source.begin().lt(to));
        }
    }

    /// What a sink did.
    void read(DeliverySink sink, Window window, Chart chart) {
        for (Part part : parts(sink.account(), window)) {
            CountSource source = part.source();
            Field<Instant> step = step(window, source);
            db.select(step, source.code(), sum(source.requests()), sum(source.messages()))
                    .from(source.table())
                    .where(source.account().eq(sink.account().value()))
                    .and(source.sink().eq(sink.id().value()))
                    .and(part.holds())
                    .groupBy(step, source.code())
                    .forEach(row ->
                            chart.add(
                                    row.value1(), row.value2(), count(row.value3(), row.value4())));
        }
    }

    /// What all sinks of an account did, together and each of them.
    void read(AccountId account, Window window, Chart chart, Shares shares) {
        for (Part part : parts(account, window)) {
            read(account, part, step(window, part.source()), chart, shares);
        }
    }

    /// The sinks lead to the counts, for these are kept by sink first.
    private void read(
            AccountId account, Part part, Field<Instant> step, Chart chart, Shares shares) {
        CountSource source = part.source();
        db.select(
                        step,
                        source.sink(),
                        source.code(),
                        sum(source.requests()),
                        sum(source.messages()))
                .from(SINK)
                .join(source.table())
                .on(source.account().eq(SINK.ACCOUNT_ID))
                .and(source.sink().eq(SINK.ID))
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(part.holds())
                .groupBy(
                        DSL.groupingSets(
                                new Field<?>[] {step, source.code()},
                                new Field<?>[] {source.sink(), source.code()}))
                .forEach(row -> {
                    UUID sink = row.value2();
                    Count count = count(row.value4(), row.value5());
                    if (sink == null) {
                        chart.add(row.value1(), row.value3(), count);
                    } else {
                        shares.add(new SinkId(sink), row.value3(), count);
                    }
                });
    }

    /// Steps of an hour or more begin where an hour does.
    private List<Part> parts(AccountId account, Window window) {
        Instant added =
                window.step().compareTo(HOUR) < 0 ? window.from() : addedUp(account, window);
        List<Part> parts = new ArrayList<>();
        if (added.isAfter(window.from())) {
            parts.add(new Part(CountSource.HOURS, window.from(), added));
        }
        if (added.isBefore(window.to())) {
            parts.add(new Part(CountSource.MINUTES, added, window.to()));
        }
        return parts;
    }

    /// How far into a window the hours are added up.
    private Instant addedUp(AccountId account, Window window) {
        return db.select(COUNT_ROLLUP.HOURS_UNTIL)
                .from(COUNT_ROLLUP)
                .where(COUNT_ROLLUP.ACCOUNT_ID.eq(account.value()))
                .fetchOptional(COUNT_ROLLUP.HOURS_UNTIL)
                .filter(window.from()::isBefore)
                .map(until -> until.isBefore(window.to()) ? until : window.to())
                .orElse(window.from());
    }

    private static Field<BigDecimal> sum(Field<Long> counts) {
        return DSL.sum(counts);
    }

    private static Count count(BigDecimal requests, BigDecimal messages) {
        return new Count(requests.longValueExact(), messages.longValueExact());
    }

    private static Field<Instant> step(Window window, CountSource source) {
        return DSL.field(
                "date_bin(make_interval(secs => {0}), {1}, timestamptz 'epoch')",
                source.begin().getDataType(),
                DSL.inline(window.step().toSeconds()),
                source.begin());
    }
}
