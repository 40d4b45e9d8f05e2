package dev.rowhook.proof.ledger;

import static dev.rowhook.proof.ledger.RecordedLoad.ALL;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;

import java.util.Random;

/// Messages that ought not to be, or not as they are, are found and named.
class PlantedMessagesTest {
    private static final int TIMES = 2;
    private static final Random RANDOM = RecordedLoad.random();
    private static final int NEW_PLACE = 1_000_000;

    private final RecordedLoad load = RecordedLoad.get();
    private final PlantedStream stream = load.perfect().copy();

    private void assertThatTheOnlyFindingIs(Finding finding) {
        assertThat(stream.verdict(ALL).findings()).containsExactly(finding);
    }

    private static boolean isUpdate(Entry entry) {
        return entry.change().action() == Action.UPDATE;
    }

    @RepeatedTest(TIMES)
    void aChangeThatComesUnderANewIdIsRepeatedInTheLog() {
        int place = stream.draw(RANDOM, _ -> true);
        Change change = stream.entry(place).change();
        long sequence = stream.message(place).sequence();
        stream.repeat(place, text -> Edits.rename(text, NEW_PLACE));
        assertThatTheOnlyFindingIs(new Finding.RepeatedInLog(change, sequence, NEW_PLACE));
    }

    @RepeatedTest(TIMES)
    void aMessageThatComesAgainOtherwiseIsAltered() {
        int place = stream.draw(RANDOM, PlantedMessagesTest::isUpdate);
        String change = stream.entry(place).change().toString();
        stream.repeat(place, Edits::breakSeal);
        assertThatTheOnlyFindingIs(new Finding.Altered(change, change));
    }

    @RepeatedTest(TIMES)
    void aChangeThatWasRolledBackIsInvented() {
        int place = stream.draw(RANDOM, load::isLastOfARow);
        Change last = stream.entry(place).change();
        int version = last.version() + 1;
        stream.repeat(place, text -> Edits.rename(Edits.version(text, version), NEW_PLACE));
        Change invented = new Change(last.table(), last.uid(), version, last.action());
        assertThatTheOnlyFindingIs(new Finding.Invented(invented.toString(), NEW_PLACE));
    }

    @RepeatedTest(TIMES)
    void aDeleteThatWasRolledBackIsInvented() {
        int place =
                stream.draw(
                        RANDOM,
                        entry ->
                                entry.change().table() == LedgerTable.ITEM
                                        && entry.change().action() == Action.DELETE);
        stream.repeat(place, text -> Edits.rename(Edits.key(text, 77), NEW_PLACE));
        assertThatTheOnlyFindingIs(
                new Finding.Invented("delete of the item with key 77", NEW_PLACE));
    }

    @RepeatedTest(TIMES)
    void aRowThatIsNotAsTheSourceHasItIsMangled() {
        int place = stream.draw(RANDOM, load::isLastOfARow);
        Change last = stream.entry(place).change();
        stream.edit(place, Edits::addColumn);
        assertThatTheOnlyFindingIs(
                new Finding.Mangled(last, "its values are not those of the source"));
    }

    @RepeatedTest(TIMES)
    void aWideValueThatIsNotAsTheSourceHasItIsMangled() {
        int place =
                stream.draw(
                        RANDOM,
                        entry ->
                                entry.change().table() == LedgerTable.NOTE
                                        && load.isLastOfARow(entry));
        Change last = stream.entry(place).change();
        stream.edit(place, Edits::changeBody);
        assertThatTheOnlyFindingIs(
                new Finding.Mangled(last, "its `body` is not that of the source"));
    }

    @RepeatedTest(TIMES)
    void anEarlierVersionWhoseValuesDoNotBelongTogetherIsMangled() {
        int place = stream.draw(RANDOM, entry -> isUpdate(entry) && !load.isLastOfARow(entry));
        Change change = stream.entry(place).change();
        stream.edit(place, Edits::breakSeal);
        assertThatTheOnlyFindingIs(new Finding.Mangled(change, Message.Defect.SEAL.toString()));
    }

    @RepeatedTest(TIMES)
    void anUpdateThatDoesNotTellTheOldRowIsMangled() {
        int place =
                stream.draw(
                        RANDOM, entry -> isUpdate(entry) && entry.change().table().tellsOldRows());
        Change change = stream.entry(place).change();
        stream.edit(place, Edits::forgetOldRow);
        assertThatTheOnlyFindingIs(
                new Finding.Mangled(change, Message.Defect.OLD_VERSION.toString()));
    }
}
