package dev.rowhook.proof.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The messages that arrive at a sink, into which faults are planted. The ledger says where.
///
/// Not thread-safe.
final class PlantedStream {
    private final Ledger ledger;
    private final List<Sent> messages;

    private PlantedStream(Ledger ledger, List<Sent> messages) {
        this.ledger = ledger;
        this.messages = messages;
    }

    /// The stream as Rowhook ought to send it.
    static PlantedStream perfect(Ledger ledger, List<byte[]> bodies) {
        return new PlantedStream(
                ledger, bodies.stream().map(body -> Sent.of(ledger, body)).toList());
    }

    /// A stream of the same messages to plant faults into.
    PlantedStream copy() {
        return new PlantedStream(ledger, new ArrayList<>(messages));
    }

    int size() {
        return messages.size();
    }

    Message message(int place) {
        return messages.get(place).message();
    }

    /// What the ledger says of the change that a message tells of.
    Entry entry(int place) {
        return ledger.get(messages.get(place).number());
    }

    /// The place of a message whose change is like this.
    int draw(Random random, Predicate<Entry> like) {
        return drawPlace(random, place -> like.test(entry(place)));
    }

    int drawPlace(Random random, IntPredicate like) {
        int start = random.nextInt(size());
        for (int i = 0; i < size(); i++) {
            int place = (start + i) % size();
            if (like.test(place)) {
                return place;
            }
        }
        throw new IllegalStateException("the load made no such change");
    }

    /// The place of the message that tells of a change.
    int placeOf(Entry entry) {
        for (int place = 0; place < size(); place++) {
            if (entry(place).equals(entry)) {
                return place;
            }
        }
        throw new IllegalStateException("no message of " + entry);
    }

    void remove(int place) {
        messages.remove(place);
    }

    void keep(Predicate<Entry> like) {
        messages.removeIf(sent -> !like.test(ledger.get(sent.number())));
    }

    void swap(int one, int other) {
        Collections.swap(messages, one, other);
    }

    void move(int from, int to) {
        messages.add(to, messages.remove(from));
    }

    /// Lets messages overtake others that have no key in common with them.
    void shuffleRows(Random random) {
        for (int i = 0; i < size() / 4; i++) {
            int place = random.nextInt(size());
            int end = Math.min(size() - 1, place + random.nextInt(100));
            while (place < end && !shareKey(entry(place), entry(place + 1))) {
                swap(place, place + 1);
                place++;
            }
        }
    }

    private static boolean shareKey(Entry one, Entry other) {
        return one.change().table().hasKey()
                && one.change().table() == other.change().table()
                && !Collections.disjoint(keys(one), keys(other));
    }

    private static Set<Long> keys(Entry entry) {
        return entry.movesKey() ? Set.of(entry.key(), entry.oldKey()) : Set.of(entry.key());
    }

    /// Appends a message again, with a change of its text.
    void repeat(int place, UnaryOperator<String> edit) {
        messages.add(edited(place, edit));
    }

    void edit(int place, UnaryOperator<String> edit) {
        messages.set(place, edited(place, edit));
    }

    private Sent edited(int place, UnaryOperator<String> edit) {
        return Sent.of(ledger, edit.apply(messages.get(place).text()).getBytes(UTF_8));
    }

    /// What is said of the stream if it arrives at a sink.
    Verdict verdict(Interest interest) {
        Arrivals arrivals = new Arrivals();
        messages.forEach(sent -> arrivals.accept(sent.text().getBytes(UTF_8)));
        return Checker.check(ledger, interest, arrivals);
    }

    /// A message, and the number of its change in the ledger, or -1.
    private record Sent(String text, Message message, int number) {
        static Sent of(Ledger ledger, byte[] body) {
            Message message = MessageReader.readAll(body).getFirst();
            int number =
                    message.tellsOnlyKey()
                            ? ledger.findDelete(message.table(), message.key())
                            : ledger.find(message.table(), message.row().uid(), message.version());
            return new Sent(new String(body, UTF_8), message, number);
        }
    }
}
