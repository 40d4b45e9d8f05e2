package dev.rowhook.proof.ledger;

import static dev.rowhook.proof.ledger.RecordedLoad.ALL;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;

import java.util.Random;
import java.util.function.Predicate;

/// Faults of the order are found and named.
class PlantedOrderTest {
    private static final int TIMES = 2;
    private static final Random RANDOM = RecordedLoad.random();

    private final RecordedLoad load = RecordedLoad.get();
    private final PlantedStream stream = load.perfect().copy();

    @RepeatedTest(TIMES)
    void changesOfARowThatSwapPlacesAreReordered() {
        assertThatSwappedAreReordered(entry ->
                entry.turn() > 1 && load.before(entry).change().uid() == entry.change().uid());
    }

    @RepeatedTest(TIMES)
    void aRowThatComesBeforeItsKeyIsFreeIsReordered() {
        assertThatSwappedAreReordered(entry ->
                entry.turn() > 1 && load.before(entry).change().uid() != entry.change().uid());
    }

    private void assertThatSwappedAreReordered(Predicate<Entry> like) {
        int later = stream.draw(RANDOM, like);
        Entry after = stream.entry(later);
        Entry before = load.before(after);
        stream.swap(stream.placeOf(before), later);

        Verdict verdict = stream.verdict(ALL);
        assertThat(verdict.counts()).as(verdict.toString()).containsOnlyKeys("Reordered");
        assertThat(verdict.findings())
                .contains(new Finding.Reordered(before.change(), after.change()));
        assertThat(stream.verdict(ALL.withOrder(Order.NONE)).isClean()).isTrue();
    }

    @RepeatedTest(TIMES)
    void rowsMayOvertakeEachOther() {
        stream.shuffleRows(RANDOM);
        Verdict verdict = stream.verdict(ALL);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(stream.verdict(ALL.withOrder(Order.SINK)).isClean()).isFalse();
    }

    @RepeatedTest(TIMES)
    void aTransactionThatIsTornIsFoundWhereCommitOrderIsPromised() {
        int place =
                stream.drawPlace(
                        RANDOM,
                        at ->
                                at + 20 < stream.size()
                                        && isSameTransaction(at, at + 1)
                                        && !isSameTransaction(at, at + 20));
        Change torn = stream.entry(place).change();
        long transaction = stream.entry(place).transaction();
        stream.move(place, place + 20);

        Verdict verdict = stream.verdict(ALL.withOrder(Order.SINK));
        assertThat(verdict.findings()).contains(new Finding.Interleaved(torn, transaction));
        assertThat(verdict.count(Finding.SequenceFell.class)).isPositive();
    }

    private boolean isSameTransaction(int one, int other) {
        return stream.entry(one).transaction() == stream.entry(other).transaction();
    }

    @RepeatedTest(TIMES)
    void aSequenceThatFallsWithinARowIsFound() {
        int later = stream.draw(RANDOM, entry -> entry.turn() > 1);
        Entry after = stream.entry(later);
        int earlier = stream.placeOf(load.before(after));
        long tooEarly = stream.message(earlier).sequence() - 1;
        stream.edit(later, text -> Edits.sequence(text, tooEarly));

        Verdict verdict = stream.verdict(ALL);
        assertThat(verdict.counts()).as(verdict.toString()).containsOnlyKeys("SequenceFell");
    }
}
