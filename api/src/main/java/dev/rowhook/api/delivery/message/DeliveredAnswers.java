package dev.rowhook.api.delivery.message;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.delivery.message.DeliveredRows.Delivered;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.core.AttemptId;
import dev.rowhook.dispatcher.message.MessageId;
import dev.rowhook.store.jooq.tables.records.DeliveryAttemptRecord;

import org.jooq.DSLContext;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Shows messages that attempts say were accepted. What the log no longer has, is told without its
/// table and commit. Not thread-safe.
final class DeliveredAnswers {
    private final MessageNames names;
    private final Map<Long, LoggedPlace> places;

    /// @param places of these messages that the log still has
    DeliveredAnswers(DSLContext db, DeliverySink sink, List<LoggedPlace> places) {
        this.names = new MessageNames(db, sink);
        this.places =
                places.stream().collect(Collectors.toMap(LoggedPlace::seq, Function.identity()));
    }

    ListedMessage answer(Delivered message) {
        DeliveryAttemptRecord attempt = message.attempt();
        return new ListedMessage(
                Optional.ofNullable(places.get(message.seq()))
                        .map(names::of)
                        .orElseGet(() -> unlogged(message)),
                MessageState.DELIVERED,
                new ListedMessage.Tries(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(attempt.getCode()),
                        Optional.ofNullable(attempt.getStatus()),
                        Optional.empty(),
                        Optional.empty()),
                ListedMessage.End.delivered(
                        attempt.getAt().plus(attempt.getTookUs(), ChronoUnit.MICROS),
                        new AttemptId(attempt.getId()).toString()));
    }

    /// The id of a batch does not tell of which incarnation its messages were.
    private ListedMessage.Name unlogged(Delivered message) {
        return new ListedMessage.Name(
                MessageId.parse(message.attempt().getWebhookId())
                        .map(id -> names.webhookId(id.incarnation(), message.seq())),
                names.sequence(message.seq()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
