package dev.rowhook.dispatcher;

import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.store.jooq.tables.records.SinkDeliveryRecord;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a sink's worker sees its endpoint at one time, as the API shows it.
///
/// @param aging for so long the sink has been able to send
record EndpointView(
        String breaker,
        Optional<Instant> probeAt,
        int concurrency,
        Duration aging,
        Optional<Outcome> last) {

    /// Its caller holds the lock of the state.
    static EndpointView of(WorkerState state) {
        return new EndpointView(
                state.breaker.name(),
                state.breaker.probeAt(),
                state.concurrency.limit(),
                state.aging.at(state.clock.instant()),
                state.last);
    }

    /// Writes it within a transaction. `since` is when the breaker came to stand as it does.
    void write(DSLContext tx, AccountId account, SinkId sink, Instant now) {
        SinkDeliveryRecord row = tx.newRecord(SINK_DELIVERY);
        row.setAccountId(account.value());
        row.setSinkId(sink.value());
        row.setBreaker(breaker);
        row.setSince(now);
        row.setProbeAt(probeAt.orElse(null));
        row.setConcurrency(concurrency);
        row.setAging(aging.toNanos() / 1_000);
        row.setLastCode(last.map(Outcome::code).orElse(null));
        row.setLastStatus(last.flatMap(Outcome::answered).orElse(null));
        tx.insertInto(SINK_DELIVERY)
                .set(row)
                .onDuplicateKeyUpdate()
                .set(
                        SINK_DELIVERY.SINCE,
                        DSL.when(SINK_DELIVERY.BREAKER.eq(breaker), SINK_DELIVERY.SINCE)
                                .otherwise(now))
                .set(SINK_DELIVERY.BREAKER, breaker)
                .set(SINK_DELIVERY.PROBE_AT, row.getProbeAt())
                .set(SINK_DELIVERY.CONCURRENCY, concurrency)
                .set(SINK_DELIVERY.AGING, row.getAging())
                .set(SINK_DELIVERY.LAST_CODE, row.getLastCode())
                .set(SINK_DELIVERY.LAST_STATUS, row.getLastStatus())
                .execute();
    }
}
