package dev.rowhook.proof.ledger;

import static dev.rowhook.proof.ledger.RecordedLoad.ALL;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// What is allowed is found clean, and what is missing or too much is found.
class CheckerTest {
    private static final Random RANDOM = RecordedLoad.random();

    private final RecordedLoad load = RecordedLoad.get();
    private final PlantedStream stream = load.perfect().copy();

    private static void assertThatIsClean(Verdict verdict) {
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    }

    @Test
    void whatTheSourceStreamsIsClean() {
        for (Order order : Order.values()) {
            Verdict verdict = stream.verdict(ALL.withOrder(order));
            assertThatIsClean(verdict);
            assertThat(verdict.expected()).isEqualTo(load.ledger().size());
            assertThat(verdict.arrived()).isEqualTo(load.ledger().size());
        }
    }

    @Test
    void theLoadMakesChangesOfAllKinds() {
        for (LedgerTable table : LedgerTable.KEYED) {
            assertThatThereIs(table, Action.UPDATE, Entry::movesKey);
            assertThatThereIs(table, Action.UPDATE, entry -> !entry.movesKey());
            assertThatThereIs(table, Action.DELETE, _ -> true);
            assertThatThereIs(table, Action.INSERT, entry -> entry.change().version() > 1);
            assertThatThereIs(
                    table,
                    Action.INSERT,
                    entry -> entry.turn() > 1 && entry.change().version() == 1);
        }
        stream.keep(entry -> entry.change().table() == LedgerTable.ITEM);
        boolean bodyLeftOut = false;
        boolean onlyKeyTold = false;
        for (int place = 0; place < stream.size(); place++) {
            bodyLeftOut |= stream.message(place).bodyLeftOut();
            onlyKeyTold |= stream.message(place).tellsOnlyKey();
        }
        assertThat(bodyLeftOut && onlyKeyTold).isTrue();
    }

    private void assertThatThereIs(LedgerTable table, Action action, Predicate<Entry> like) {
        int place =
                stream.draw(
                        RANDOM,
                        entry ->
                                entry.change().table() == table
                                        && entry.change().action() == action
                                        && like.test(entry));
        assertThat(place).isNotNegative();
    }

    @RepeatedTest(2)
    void aMessageThatIsMissingIsLost() {
        int place = stream.draw(RANDOM, _ -> true);
        Change lost = stream.entry(place).change();
        stream.remove(place);
        Verdict verdict = stream.verdict(ALL);
        assertThat(verdict.findings()).containsExactly(new Finding.Lost(lost));
        assertThat(verdict.toString()).startsWith("NOT CLEAN").contains(lost + " never came");
    }

    @Test
    void aMessageThatComesAgainLateIsADuplicate() {
        stream.repeat(stream.draw(RANDOM, _ -> true), text -> text);
        Verdict verdict = stream.verdict(ALL);
        assertThatIsClean(verdict);
        assertThat(verdict.duplicates()).isEqualTo(1);
    }

    @Test
    void whatIsNotWantedIsUnwanted() {
        Interest items = Interest.in("public.item");
        assertThat(stream.verdict(items).counts()).containsOnlyKeys("Unwanted");
        stream.keep(entry -> entry.change().table() == LedgerTable.ITEM);
        Verdict verdict = stream.verdict(items);
        assertThatIsClean(verdict);
        assertThat(verdict.expected()).isEqualTo(stream.size()).isPositive();
    }

    @Test
    void orderIsPromisedOnlyAmongWhatIsWanted() {
        Interest interest = new Interest(Set.copyOf(Workload.TABLES), Set.of("insert", "delete"));
        stream.keep(entry -> entry.change().action() != Action.UPDATE);
        stream.shuffleRows(RANDOM);
        assertThatIsClean(stream.verdict(interest));
    }

    @Test
    void whatCommittedBeforeASinkWasMadeMayBeMissing() {
        Interest since = ALL.withSince(load.middle());
        stream.keep(entry -> RANDOM.nextBoolean() || !load.middle().isAfter(entry.transaction()));
        Verdict verdict = stream.verdict(since);
        assertThatIsClean(verdict);
        assertThat(verdict.expected()).isLessThan(load.ledger().size());
        assertThat(stream.verdict(ALL).counts()).containsOnlyKeys("Lost");

        stream.remove(stream.draw(RANDOM, entry -> !load.middle().isAfter(entry.transaction())));
        assertThat(stream.verdict(since).count(Finding.Lost.class)).isEqualTo(1);
    }
}
