package dev.rowhook.api.delivery.message;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.Micros;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.changelog.Replays;

import org.jooq.DSLContext;

import java.util.Map;
import java.util.Optional;

/// Names the messages of a sink in answers. Not thread-safe.
final class MessageNames {
    private final DeliverySink sink;
    private final Map<Integer, String> tables;
    private final Replays replays;

    MessageNames(DSLContext db, DeliverySink sink) {
        this.sink = sink;
        this.tables = sink.tables(db);
        this.replays = sink.replays(db);
    }

    String webhookId(int incarnation, long seq) {
        return sink.message(replays, incarnation, seq).toString();
    }

    String sequence(long seq) {
        return replays.runOf(seq) + "-" + seq;
    }

    ListedMessage.Name of(
            int incarnation, long seq, int relation, long commitLsn, Optional<Long> committedAt) {
        return new ListedMessage.Name(
                Optional.of(webhookId(incarnation, seq)),
                sequence(seq),
                Optional.of(tables.getOrDefault(relation, "")),
                Optional.of(commitLsn),
                committedAt.map(Micros::instant));
    }

    ListedMessage.Name of(LoggedPlace place) {
        return of(
                place.incarnation(),
                place.seq(),
                place.relation(),
                place.commitLsn(),
                Optional.of(place.committedAt()));
    }
}
