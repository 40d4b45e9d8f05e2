package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Relations;
import dev.rowhook.changelog.Replays;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.DeleteBody;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.dispatcher.http.WebhookRequest;
import dev.rowhook.dispatcher.message.JsonBuffer;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageTooLargeException;
import dev.rowhook.dispatcher.window.Message;
import dev.rowhook.filter.match.SinkMatch;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Tries sinks on changes that the log does not have: judges them as its worker would, renders
/// their messages, and sends these as tests if it is told to. Thread-safe.
public final class SinkTrial {
    private final SinkSettingsTable sinks;
    private final DeliveryTrial deliveries;
    private final Clock clock;

    /// @param worker of the worker's role
    public SinkTrial(DSLContext worker, DataKeys keys, DeliveryTrial deliveries, Clock clock) {
        this.sinks = new SinkSettingsTable(worker, keys);
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /// Tries a sink, in no order. What it would send is sent if `send`, as one request where the
    /// sink batches.
    ///
    /// @return empty if other tests are being sent, or there is no such sink
    public Optional<TriedSink> run(
            AccountId account, SinkId sink, List<TrialChange> changes, boolean send) {
        return sinks.find(account, sink).flatMap(settings -> run(settings, changes, send));
    }

    private Optional<TriedSink> run(
            SinkSettings settings, List<TrialChange> changes, boolean send) {
        Instant now = clock.instant();
        Relations relations = Numbered.of(changes);
        MessageRenderer renderer = new MessageRenderer(settings.shape(), Replays.NONE);
        List<TriedChange> tried = new ArrayList<>();
        Map<Integer, Message> messages = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Judged judged = judge(settings, relations, logged(i, changes.get(i), now));
            TriedChange one = tried(judged, renderer, relations);
            tried.add(one);
            if (one.message().isPresent()) {
                messages.put(i, new Message(judged.change(), i));
            }
        }
        if (!send || messages.isEmpty()) {
            return Optional.of(new TriedSink(tried, List.of()));
        }
        return deliveries
                .send(settings.endpoint(), requests(settings, renderer, relations, messages))
                .map(sent -> new TriedSink(tried, sent));
    }

    /// What nothing in a log is called: its ids are no other message's, and its sequence is older
    /// than any.
    private static LoggedChange logged(int number, TrialChange change, Instant now) {
        return new LoggedChange(
                number,
                (int) now.getEpochSecond(),
                0,
                number,
                ChronoUnit.MICROS.between(Instant.EPOCH, now),
                number,
                null,
                change.body());
    }

    /// @param change as it is sent
    private record Judged(String verdict, boolean sent, LoggedChange change) {}

    private static Judged judge(SinkSettings settings, Relations relations, LoggedChange change) {
        Relation relation = relations.get(change.relation());
        RowChange row = RowChange.decode(change.body(), relation);
        SinkMatch match = SinkMatch.of(settings.wish().selection(), relation, relations::newest);
        match.table().show(row);
        return switch (match.ruling()) {
            case WANTED -> new Judged("wanted", true, change);
            case UNDECIDED -> new Judged("undecided", true, change);
            case FAILED -> new Judged("failed", false, change);
            case BROKEN -> new Judged("broken", false, change);
            case UNWANTED ->
                    match.mayHaveLeft()
                            ? new Judged(
                                    "left", true, change.withBody(DeleteBody.of(row, relation)))
                            : new Judged("unwanted", false, change);
        };
    }

    private static TriedChange tried(Judged judged, MessageRenderer renderer, Relations relations) {
        if (!judged.sent()) {
            return new TriedChange(judged.verdict(), Optional.empty(), Optional.empty());
        }
        JsonBuffer out = new JsonBuffer();
        try {
            renderer.render(judged.change(), relations.get(judged.change().relation()), out);
        } catch (MalformedChangeException e) {
            return new TriedChange(judged.verdict(), Optional.empty(), Optional.of("undecodable"));
        } catch (MessageTooLargeException e) {
            return new TriedChange(judged.verdict(), Optional.empty(), Optional.of("too_large"));
        }
        return new TriedChange(
                judged.verdict(),
                Optional.of(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8)),
                Optional.empty());
    }

    private List<DeliveryTrial.Prepared> requests(
            SinkSettings settings,
            MessageRenderer renderer,
            Relations relations,
            Map<Integer, Message> messages) {
        WebhookPacker packer = new WebhookPacker(renderer, relations, settings.batch(), clock);
        if (settings.batch()) {
            return List.of(
                    new DeliveryTrial.Prepared(
                            List.copyOf(messages.keySet()),
                            pack(packer, List.copyOf(messages.values()))));
        }
        return messages.entrySet().stream()
                .map(one ->
                        new DeliveryTrial.Prepared(
                                List.of(one.getKey()), pack(packer, List.of(one.getValue()))))
                .toList();
    }

    private static WebhookRequest pack(WebhookPacker packer, List<Message> messages) {
        JsonBuffer body = new JsonBuffer();
        packer.write(messages, body);
        return packer.request(messages, body);
    }

    /// The relations of changes, each under the number of its change.
    private record Numbered(List<Relation> relations) implements Relations {

        Numbered {
            relations = List.copyOf(relations);
        }

        static Numbered of(List<TrialChange> changes) {
            return new Numbered(
                    IntStream.range(0, changes.size())
                            .mapToObj(i -> changes.get(i).relation().as(i))
                            .toList());
        }

        @Override
        public Relation get(int version) {
            return relations.get(version);
        }
    }
}
