package dev.rowhook.api.delivery.attempt;

import static dev.rowhook.core.access.Permission.SINKS_READ;
import static dev.rowhook.store.jooq.Tables.SINK_MINUTE;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.auth.Requires;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.attempt.CountsAnswer.Count;
import dev.rowhook.api.delivery.attempt.CountsAnswer.Minute;
import dev.rowhook.api.paging.TimeRange;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Exact counts of requests and messages.
@RestController
@RequestMapping("/v1/sinks/{reference}/counts")
class CountController {
    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
    private static final Duration MAX_SPAN = Duration.ofDays(1);
    private static final TimeRange NONE = new TimeRange(Optional.empty(), Optional.empty());

    private final AccountTransactions transactions;
    private final Clock clock = Clock.systemUTC();

    CountController(AccountTransactions transactions) {
        this.transactions = transactions;
    }

    /// Of the last hour, unless the query says another stretch of at most a day. Whole minutes: the
    /// one that `from` lies in, up to the one that `to` lies in.
    @Requires(SINKS_READ)
    @GetMapping
    CountsAnswer get(AccountId account, @PathVariable String reference, Fields query) {
        return transactions.read(
                account,
                db -> {
                    DeliverySink sink = DeliverySink.require(db, account, reference);
                    Supplier<TimeRange> times = TimeRange.of(query);
                    TimeRange asked = query.isFine() ? minutes(times.get()) : NONE;
                    Instant from = asked.from().orElse(Instant.EPOCH);
                    Instant to = asked.to().orElse(Instant.EPOCH);
                    if (Duration.between(from, to).compareTo(MAX_SPAN) > 0) {
                        query.refuse(
                                "from", "out_of_range", "At most one day of counts at a time.");
                    }
                    query.end();
                    return counts(db, sink, from, to);
                });
    }

    private TimeRange minutes(TimeRange times) {
        Instant end = times.to().orElseGet(clock::instant);
        Instant begun = end.truncatedTo(ChronoUnit.MINUTES);
        Instant to = begun.equals(end) ? begun : begun.plus(1, ChronoUnit.MINUTES);
        Instant from =
                times.from()
                        .map(asked -> asked.truncatedTo(ChronoUnit.MINUTES))
                        .orElse(to.minus(DEFAULT_SPAN));
        return new TimeRange(Optional.of(from), Optional.of(to));
    }

    private static CountsAnswer counts(DSLContext db, DeliverySink sink, Instant from, Instant to) {
        List<Minute> minutes =
                db.selectFrom(SINK_MINUTE)
                        .where(sink.owns(SINK_MINUTE.ACCOUNT_ID, SINK_MINUTE.SINK_ID))
                        .and(SINK_MINUTE.MINUTE.ge(from))
                        .and(SINK_MINUTE.MINUTE.lt(to))
                        .orderBy(SINK_MINUTE.MINUTE, SINK_MINUTE.CODE)
                        .fetch(row ->
                                new Minute(
                                        row.getMinute(),
                                        row.getCode(),
                                        row.getRequests(),
                                        row.getMessages()));
        Map<String, Count> totals = new TreeMap<>();
        minutes.forEach(one ->
                totals.merge(one.code(), new Count(one.requests(), one.messages()), Count::plus));
        return new CountsAnswer(from, to, minutes, totals);
    }
}
