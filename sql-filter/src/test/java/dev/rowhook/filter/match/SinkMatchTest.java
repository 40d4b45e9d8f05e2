package dev.rowhook.filter.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.filter.FilterException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SinkMatchTest {
    private static final Relation BY_KEY = Orders.table(ReplicaIdentity.DEFAULT);
    private static final Relation IN_FULL = Orders.table(ReplicaIdentity.FULL);

    @Test
    void aFilterDecides() {
        SinkMatch match = match(Orders.all("total > 100"), BY_KEY);

        assertThat(ruling(match, Orders.insert(BY_KEY, "1", "101", "a"))).isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, Orders.insert(BY_KEY, "1", "100", "a")))
                .isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match, Orders.delete(BY_KEY, 'K', "1", "-", "-")))
                .isEqualTo(Ruling.UNDECIDED);
        assertThat(match.broken()).isEmpty();
    }

    @Test
    void aTruncateIsAskedForByItsActionAndNoFilterDecides() {
        RowChange truncate = RowChange.decode(TruncateBody.of(BY_KEY.oid()), BY_KEY);
        Selection rows = Orders.all("price > 100");
        Selection asking =
                new Selection(
                        rows.tables(),
                        Set.of(Action.INSERT, Action.TRUNCATE),
                        rows.filters(),
                        List.of("total"));

        Selection inserts =
                new Selection(rows.tables(), Set.of(Action.INSERT), rows.filters(), List.of());

        assertThat(ruling(match(inserts, BY_KEY), truncate)).isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match(asking, BY_KEY), truncate)).isEqualTo(Ruling.WANTED);
    }

    @Test
    void messagesAreWantedByTheirPrefixes() {
        Selection some = Orders.all("total > 1").withMessages("outbox", "audit.*");
        Relation messages = LogicalMessageBody.relation();
        SinkMatch match = match(some, messages);

        assertThat(ruling(match, message("outbox", messages))).isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, message("outbox.", messages))).isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match, message("audit.", messages))).isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, message("audit.login", messages))).isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, message("audit", messages))).isEqualTo(Ruling.UNWANTED);
        assertThat(some.includes(messages.name())).isTrue();
        assertThat(Orders.all(null).includes(messages.name())).isFalse();
    }

    private static RowChange message(String prefix, Relation messages) {
        return RowChange.decode(LogicalMessageBody.of(prefix, new byte[0]), messages);
    }

    @Test
    void anErrorOfTheFilterIsOneOfThisChange() {
        SinkMatch match = match(Orders.all("100 / total > 1"), BY_KEY);

        assertThat(ruling(match, Orders.insert(BY_KEY, "1", "0", "a"))).isEqualTo(Ruling.FAILED);
        assertThat(match.failure()).isPresent();
        assertThat(ruling(match, Orders.insert(BY_KEY, "2", "10", "a"))).isEqualTo(Ruling.WANTED);
        assertThat(match.failure()).isEmpty();
    }

    @Test
    void aFilterThatDoesNotFitSaysWhy() {
        SinkMatch match = match(Orders.all("price > 100"), BY_KEY);

        assertThat(ruling(match, Orders.insert(BY_KEY, "1", "101", "a"))).isEqualTo(Ruling.BROKEN);
        assertThat(match.broken())
                .get()
                .satisfies(why -> {
                    assertThat(why.code()).isEqualTo(FilterException.Code.COLUMN);
                    assertThat(why).hasMessageContaining("price");
                });
    }

    @Test
    void sinksOfTheSameFilterShareItsEvaluation() {
        TableMatch table = new TableMatch(BY_KEY);
        List<SinkMatch> sinks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sinks.add(table.match(Orders.all("total > 100"), _ -> Optional.empty()));
        }
        sinks.add(table.match(Orders.all("total > 200"), _ -> Optional.empty()));
        for (int total = 0; total < 5; total++) {
            table.show(Orders.insert(BY_KEY, "1", Integer.toString(100 + total), "a"));
            assertThat(sinks.stream().limit(3).map(SinkMatch::ruling).distinct()).hasSize(1);
            assertThat(sinks.getLast().ruling()).isEqualTo(Ruling.UNWANTED);
        }

        assertThat(table.evaluations()).isEqualTo(10);
    }

    @Test
    void whatIsNotOfTheSinkIsNotEvaluated() {
        Selection inserts =
                new Selection(
                        Set.of(Orders.NAME),
                        Set.of(Action.INSERT),
                        Map.of(Orders.NAME, "total > 100"),
                        List.of());
        SinkMatch match = match(inserts, BY_KEY);

        assertThat(ruling(match, Orders.delete(BY_KEY, 'K', "1", "-", "-")))
                .isEqualTo(Ruling.UNWANTED);
        assertThat(match.table().evaluations()).isZero();
    }

    @Test
    void anUpdateCountsOnlyIfOneOfTheColumnsChanged() {
        SinkMatch match = match(Orders.all(null, "id", "total"), IN_FULL);
        List<String> before = List.of("1", "10", "a");

        assertThat(ruling(match, Orders.update(IN_FULL, 'O', before, "1", "11", "a")))
                .isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, Orders.update(IN_FULL, 'O', before, "1", "10", "b")))
                .isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match, Orders.insert(IN_FULL, "1", "10", "a"))).isEqualTo(Ruling.WANTED);
        assertThat(ruling(match, Orders.delete(IN_FULL, 'O', "1", "10", "a")))
                .isEqualTo(Ruling.WANTED);
    }

    @Test
    void aRowThatLeavesTheFilterMayBeHeardOf() {
        SinkMatch full = match(hearing("total > 100"), IN_FULL);
        List<String> paid = List.of("1", "150", "a");
        List<String> cheap = List.of("1", "50", "a");

        assertThat(hasLeft(full, Orders.update(IN_FULL, 'O', paid, "1", "99", "a"))).isTrue();
        assertThat(hasLeft(full, Orders.update(IN_FULL, 'O', cheap, "1", "99", "a"))).isFalse();
        assertThat(hasLeft(full, Orders.update(IN_FULL, 'O', paid, "1", "150", "b"))).isFalse();
        assertThat(hasLeft(full, Orders.insert(IN_FULL, "1", "99", "a"))).isFalse();
        assertThat(
                        hasLeft(
                                match(Orders.all("total > 100"), IN_FULL),
                                Orders.update(IN_FULL, 'O', paid, "1", "99", "a")))
                .as("nobody asked")
                .isFalse();
    }

    @Test
    void aRowOfWhichTheOldValueIsNotKnownCountsAsOneThatLeft() {
        SinkMatch match = match(hearing("total > 100"), BY_KEY);
        assertThat(hasLeft(match, Orders.update(BY_KEY, "1", "99", "a"))).isTrue();
        SinkMatch byId = match(hearing("id > 100"), BY_KEY);
        assertThat(hasLeft(byId, Orders.update(BY_KEY, "1", "99", "a"))).isFalse();
        assertThat(
                        hasLeft(
                                byId,
                                Orders.update(
                                        BY_KEY, 'K', List.of("101", "-", "-"), "1", "9", "a")))
                .isTrue();
    }

    private static Selection hearing(String filter) {
        Selection deaf = Orders.all(filter);
        return new Selection(
                deaf.tables(),
                deaf.actions(),
                deaf.filters(),
                deaf.changedColumns(),
                true,
                List.of());
    }

    private static boolean hasLeft(SinkMatch match, RowChange change) {
        return ruling(match, change) == Ruling.UNWANTED && match.mayHaveLeft();
    }

    @Test
    void anUpdateThatDoesNotTellTheOldValueIsUndecided() {
        assertThat(columns(BY_KEY, Orders.update(BY_KEY, "1", "11", "a"), "total"))
                .isEqualTo(Ruling.UNDECIDED);
        RowChange moved = Orders.update(BY_KEY, 'K', List.of("1", "-", "-"), "2", "11", "a");
        assertThat(columns(BY_KEY, moved, "total")).isEqualTo(Ruling.UNDECIDED);
        assertThat(columns(BY_KEY, moved, "id")).isEqualTo(Ruling.WANTED);
        assertThat(columns(BY_KEY, moved, "total", "id")).isEqualTo(Ruling.WANTED);
    }

    @Test
    void whatAnUpdateLeftAloneDidNotChange() {
        RowChange untouched = Orders.update(BY_KEY, "1", "11", "-");

        assertThat(columns(BY_KEY, untouched, "note")).isEqualTo(Ruling.UNWANTED);
        assertThat(columns(BY_KEY, untouched, "id")).isEqualTo(Ruling.UNWANTED);
    }

    @Test
    void aFilterIsNotAskedAboutAnUpdateThatDoesNotCount() {
        SinkMatch match = match(Orders.all("100 / total > 1", "note"), BY_KEY);

        assertThat(ruling(match, Orders.update(BY_KEY, "1", "0", "-"))).isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match, Orders.update(BY_KEY, "1", "200", "b")))
                .isEqualTo(Ruling.UNWANTED);
        assertThat(ruling(match, Orders.update(BY_KEY, "1", "10", "b")))
                .isEqualTo(Ruling.UNDECIDED);
        assertThat(ruling(match, Orders.update(BY_KEY, "1", "0", "b"))).isEqualTo(Ruling.FAILED);
    }

    @Test
    void aColumnThatNoTableOfTheSinkHasBreaksIt() {
        TableName other = new TableName("public", "invoice");
        Selection two =
                new Selection(
                        Set.of(Orders.NAME, other),
                        Set.of(Action.UPDATE),
                        Map.of(),
                        List.of("total", "vat"));

        assertThat(match(Orders.all(null, "vat"), BY_KEY).broken()).isPresent();
        assertThat(SinkMatch.of(two, BY_KEY, _ -> Optional.of(BY_KEY)).broken()).isPresent();
        Relation withVat = Orders.table(ReplicaIdentity.DEFAULT, "vat");
        assertThat(SinkMatch.of(two, BY_KEY, _ -> Optional.of(withVat)).broken()).isEmpty();
        assertThat(SinkMatch.of(two, BY_KEY, _ -> Optional.empty()).broken())
                .as("a table of which nothing is known may have any column")
                .isEmpty();
    }

    @Test
    void theIdentitySaysWhichOldValuesAreUnknown() {
        assertThat(match(Orders.all("total > 1", "note", "id"), BY_KEY).undecidable())
                .contains("note")
                .doesNotContain("id");
        assertThat(match(Orders.all("old.total > 1"), BY_KEY).undecidable())
                .containsExactly("total");
        assertThat(match(Orders.all("total > 1"), BY_KEY).undecidable())
                .as("deletes do not tell them")
                .containsExactly("total");
        assertThat(match(Orders.all("old.total > 1", "note"), IN_FULL).undecidable()).isEmpty();
    }

    private static Ruling columns(Relation table, RowChange change, String... columns) {
        return ruling(match(Orders.all(null, columns), table), change);
    }

    private static SinkMatch match(Selection selection, Relation table) {
        return SinkMatch.of(selection, table, _ -> Optional.empty());
    }

    private static Ruling ruling(SinkMatch match, RowChange change) {
        match.table().show(change);
        return match.ruling();
    }
}
