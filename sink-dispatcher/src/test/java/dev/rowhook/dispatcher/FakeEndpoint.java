package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Timings;
import dev.rowhook.dispatcher.http.Wish;
import dev.rowhook.dispatcher.window.Message;

import okhttp3.Headers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/// An endpoint that answers as it is told, and remembers what it accepted first, in order.
final class FakeEndpoint implements Courier {
    private final Map<Long, List<Long>> acceptedByGroup = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private final List<Long> firstAcceptances = new ArrayList<>();
    private final List<List<Long>> requests = new ArrayList<>();
    private final Set<Long> groupsInFlight = new HashSet<>();
    private final AtomicInteger duplicates = new AtomicInteger();
    private volatile Function<List<Message>, Outcome> answer = _ -> new Outcome.Accepted(200);
    private volatile Function<List<Message>, Wish> wish = _ -> Wish.NONE;
    private volatile boolean remembersRequests = true;
    private int overlaps;

    void answers(Function<List<Message>, Outcome> how) {
        answer = how;
    }

    void wishes(Function<List<Message>, Wish> what) {
        wish = what;
    }

    void fails(Predicate<Message> which) {
        answers(messages ->
                messages.stream().anyMatch(which)
                        ? new Outcome.Refused(500)
                        : new Outcome.Accepted(200));
    }

    void forgetsRequests() {
        remembersRequests = false;
    }

    @Override
    public Exchange deliver(List<Message> messages) {
        begin(messages);
        Outcome outcome = answer.apply(messages);
        end(messages, outcome);
        return new Exchange(
                outcome,
                wish.apply(messages),
                webhookId(messages.getFirst()),
                Instant.now(),
                Duration.ZERO,
                Timings.NONE,
                "http://fake.test",
                Headers.EMPTY,
                Optional.empty());
    }

    @Override
    public String webhookId(Message message) {
        return "msg_" + message.seq();
    }

    private synchronized void begin(List<Message> messages) {
        if (remembersRequests) {
            requests.add(messages.stream().map(Message::seq).toList());
        }
        for (long group : groups(messages)) {
            if (!groupsInFlight.add(group)) {
                overlaps++;
            }
        }
    }

    private synchronized void end(List<Message> messages, Outcome outcome) {
        groupsInFlight.removeAll(groups(messages));
        for (Message message : messages) {
            boolean taken =
                    switch (outcome) {
                        case Outcome.Accepted _ -> true;
                        case Outcome.Partly(_, Set<String> failed) ->
                                !failed.contains(webhookId(message));
                        default -> false;
                    };
            if (!taken) {
                continue;
            }
            if (accepted.add(message.seq())) {
                firstAcceptances.add(message.seq());
                for (long group : Set.copyOf(List.of(message.groupA(), message.groupB()))) {
                    acceptedByGroup
                            .computeIfAbsent(group, _ -> new ArrayList<>())
                            .add(message.seq());
                }
            } else {
                duplicates.incrementAndGet();
            }
        }
    }

    private static Set<Long> groups(List<Message> messages) {
        Set<Long> groups = new HashSet<>();
        for (Message message : messages) {
            groups.add(message.groupA());
            groups.add(message.groupB());
        }
        return groups;
    }

    /// The seqs that were accepted, in that order, each once.
    synchronized List<Long> firstAcceptances() {
        return List.copyOf(firstAcceptances);
    }

    synchronized Set<Long> accepted() {
        return Set.copyOf(accepted);
    }

    synchronized int acceptedCount() {
        return accepted.size();
    }

    synchronized List<List<Long>> requests() {
        return List.copyOf(requests);
    }

    synchronized List<Long> acceptedOf(long group) {
        return List.copyOf(acceptedByGroup.getOrDefault(group, List.of()));
    }

    synchronized Map<Long, List<Long>> acceptedByGroup() {
        return Map.copyOf(acceptedByGroup);
    }

    /// How often a group had two requests in flight.
    synchronized int overlaps() {
        return overlaps;
    }

    int duplicates() {
        return duplicates.get();
    }

    @Override
    public void cancelAll() {}
}
