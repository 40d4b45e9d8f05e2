package dev.rowhook.api.sink;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.sink.SinkHealthAnswer.Lag;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.lookup.Backlog;
import dev.rowhook.dispatcher.lookup.LogHistory;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks how a sink does, by what our own Postgres knows.
@Component
class SinkHealth {
    private final AccountTransactions transactions;
    private final EndpointCheck endpoint;
    private final LogHistory logs;
    private final Clock clock;

    SinkHealth(
            AccountTransactions transactions,
            EndpointCheck endpoint,
            LogHistory logs,
            Clock clock) {
        this.transactions = transactions;
        this.endpoint = endpoint;
        this.logs = logs;
        this.clock = clock;
    }

    SinkHealthAnswer of(AccountId account, SinkAnswer sink) {
        Instant now = clock.instant();
        SinkId id = SinkId.parse(sink.id()).orElseThrow();
        DatabaseId database = DatabaseId.parse(sink.databaseId()).orElseThrow();
        SinkFacts facts =
                transactions.read(account, db -> SinkFacts.read(db, account, database, id, now));
        Optional<Lag> lag =
                logs.backlog(account, id).map(backlog -> lag(backlog, facts.oldestPending(), now));
        boolean enabled =
                endpoint.isEnabled(
                        account,
                        EndpointId.parse(sink.destination().httpEndpointId()).orElseThrow());
        SinkVerdict verdict = new SinkVerdict(sink, enabled, facts, lag);
        Optional<SinkAnswer.Position> position = sink.state().position();
        return new SinkHealthAnswer(
                sink.id(),
                verdict.verdict(),
                verdict.reasons(),
                sink.state().status(),
                sink.state().state(),
                sink.state().conditions(),
                lag,
                position.map(SinkAnswer.Position::pending).orElse(0),
                position.map(SinkAnswer.Position::dead).orElse(0),
                sink.state().delivery(),
                facts.rates(),
                facts.lastDelivery(),
                now);
    }

    private static Lag lag(Backlog backlog, Optional<Instant> oldestPending, Instant now) {
        Optional<Instant> oldest =
                Stream.concat(backlog.since().stream(), oldestPending.stream())
                        .min(Comparator.naturalOrder());
        return new Lag(
                backlog.messages(),
                backlog.exact(),
                oldest,
                oldest.map(at -> Math.max(0, Duration.between(at, now).toSeconds())));
    }
}
