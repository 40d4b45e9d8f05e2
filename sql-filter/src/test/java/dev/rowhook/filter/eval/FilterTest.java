package dev.rowhook.filter.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.SqlType.BuiltIn;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;
import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Values that a change lacks, what decides, and what is refused: what Postgres cannot say.
class FilterTest {
    private static final String MISSING = "?";
    private static final FilterTable ORDERS =
            new FilterTable(
                    new TableName("public", "orders"),
                    List.of(
                            column("id", 23, true),
                            column("total", 1700, false),
                            column("note", 25, false),
                            column("tags", 1009, false)));

    private final ChangedRow row = new ChangedRow(ORDERS);

    private static FilterColumn column(String name, int oid, boolean identity) {
        return new FilterColumn(name, new BuiltIn(oid), Collation.C, identity);
    }

    private static Tuple tuple(String... texts) {
        TupleBuilder tuple = new TupleBuilder();
        for (String text : texts) {
            if (text.equals(MISSING)) {
                tuple.unknown();
            } else if (text.equals("null")) {
                tuple.nothing();
            } else {
                tuple.text(text);
            }
        }
        return tuple.build();
    }

    private static final Tuple NONE = new TupleBuilder().build();

    private static RowChange change(String kind) {
        Tuple before = tuple("1", "5.00", "a", "{x,y}");
        Tuple after = tuple("1", "7.00", MISSING, "{x,y}");
        return switch (kind) {
            case "insert" -> new RowChange(Action.INSERT, 1, OldRow.NONE, NONE, before);
            case "update" -> new RowChange(Action.UPDATE, 1, OldRow.NONE, NONE, after);
            case "update key" ->
                    new RowChange(
                            Action.UPDATE,
                            1,
                            OldRow.KEY,
                            tuple("2", "null", "null", "null"),
                            after);
            case "update full" -> new RowChange(Action.UPDATE, 1, OldRow.FULL, before, after);
            case "delete" ->
                    new RowChange(
                            Action.DELETE, 1, OldRow.KEY, tuple("1", "null", "null", "null"), NONE);
            default -> new RowChange(Action.DELETE, 1, OldRow.FULL, before, NONE);
        };
    }

    private Verdict test(String filter, String kind) throws FilterException {
        row.set(change(kind));
        return Filter.compile(filter, ORDERS).test(row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "total > 6                              | update      | PASSES",
                "old.total > 6                          | update      | UNDECIDED",
                "old.total > 6                          | update full | FAILS",
                "old.total < 6                          | update full | PASSES",
                "old.id = 1                             | update      | PASSES",
                "old.id = 2                             | update key  | PASSES",
                "old.total is null                      | update key  | UNDECIDED",
                "old.total is null                      | insert      | PASSES",
                "total > 6                              | delete      | UNDECIDED",
                "total is null                          | delete      | UNDECIDED",
                "id = 1                                 | delete      | PASSES",
                "total = 5                              | delete full | PASSES",
                "old.total = total                      | delete full | PASSES",
                "note = 'a'                             | update      | UNDECIDED",
                "note = 'a'                             | update full | PASSES",
                "changed(note)                          | update      | FAILS",
                "changed(total)                         | update      | UNDECIDED",
                "changed(total)                         | update full | PASSES",
                "changed(tags)                          | update full | FAILS",
                "changed(id)                            | update      | FAILS",
                "changed(id)                            | update key  | PASSES",
                "changed(total)                         | insert      | PASSES",
                "changed(total)                         | delete      | PASSES",
                "id = 2 and note = 'a'                  | update      | FAILS",
                "note = 'a' and id = 2                  | update      | FAILS",
                "note = 'a' or id = 1                   | update      | PASSES",
                "not (note = 'a' and id = 2)            | update      | PASSES",
                "note = 'a' and null                    | update      | FAILS",
                "not (note = 'a' and null)              | update      | UNDECIDED",
                "coalesce(note, 'a') = 'a'              | update      | UNDECIDED",
                "coalesce(total, note::numeric) > 1     | update      | PASSES",
                "case when id = 1 then true else note = 'a' end | update | PASSES",
                "case when note = 'a' then true end     | update      | UNDECIDED",
                "note is distinct from old.note         | update full | FAILS",
                "note in ('a', 'b')                     | update      | UNDECIDED",
                "id in (3, 1, 2)                        | update      | PASSES",
                "id not in (3, 1, 2)                    | update      | FAILS",
                "id not in (3, null)                    | update      | FAILS",
                "'x' = any (tags)                       | update      | PASSES",
                "action = 'update' and total >= 7       | update      | PASSES",
                "action in ('insert', 'delete')         | delete      | PASSES",
                "note = 'a' and 1 / (id - 1) > 0        | update      | UNDECIDED",
            })
    void whatAChangeLacksLeavesUndecidedOnlyWhatDependsOnIt(
            String filter, String kind, Verdict verdict) throws FilterException {
        assertThat(test(filter, kind)).isEqualTo(verdict);
    }

    @Test
    void oneRowServesOneChangeAfterTheOther() throws FilterException {
        assertThat(test("total > 6", "update")).isEqualTo(Verdict.PASSES);
        assertThat(test("total > 6", "insert")).isEqualTo(Verdict.FAILS);
        assertThat(test("id = 1 and total > 6", "update full")).isEqualTo(Verdict.PASSES);
    }

    @Test
    void anErrorIsThatOfPostgresAndHoldsNoValue() {
        assertThatThrownBy(() -> test("total / (id - 1) > 0", "update"))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.sqlState()).isEqualTo("22012"))
                .hasMessage("division by zero");
        assertThatThrownBy(() -> test("note::int > 0", "insert"))
                .hasMessage("invalid input syntax for type integer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "id = 1 and total > 6          | insert | FAILS     | total > 6    | false",
                "id = 1 and (total > 9 or old.total is null) | insert | PASSES | id = 1 and (total > 9 or old.total is null) | true",
                "id = 2 or total > 1           | insert | PASSES    | total > 1    | true",
                "id = 1 and note = 'b'         | update | UNDECIDED | note = 'b'   | missing",
                "not (id = 1 and note = 'b')   | insert | PASSES    | note = 'b'   | false",
                "id = 1 and (null or id = 2)   | insert | FAILS     | null         | null",
            })
    void thePartThatDecidesIsNamed(
            String filter, String kind, Verdict verdict, String part, String value)
            throws FilterException {
        row.set(change(kind));
        Explanation explanation = Filter.compile(filter, ORDERS).explain(row);
        assertThat(explanation.verdict()).contains(verdict);
        assertThat(explanation.part()).isEqualTo(part);
        assertThat(explanation.value()).isEqualTo(value);
    }

    @Test
    void thePartThatFailsIsNamed() throws FilterException {
        row.set(change("insert"));
        Explanation explanation =
                Filter.compile("id = 1 and (note = 'b' or 1 / (id - 1) = 1)", ORDERS).explain(row);
        assertThat(explanation.verdict()).isEmpty();
        assertThat(explanation.part()).isEqualTo("1 / (id - 1) = 1");
        assertThat(explanation.error())
                .hasValueSatisfying(e -> assertThat(e.sqlState()).isEqualTo("22012"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "id > 'x'                      | VALUE       | invalid input syntax for type integer",
                "id / 0 = 1 and 1 / 0 = 1      | VALUE       | division by zero",
                "note ~ '('                    | VALUE       | parentheses",
                "note ~ '(a)\\1'               | UNSUPPORTED | back",
                "note ~ note                   | UNSUPPORTED | constant",
                "note::date > '2026-01-01'     | UNSUPPORTED | not constant",
                "'10.0.0.1'::inet is not null  | UNSUPPORTED | constants of this type",
                "now() > '2026-01-01'          | UNSUPPORTED | clock",
                "id = (select 1)               | UNSUPPORTED | sub-quer",
            })
    void whatCannotBeHonouredIsRefused(String filter, FilterException.Code code, String reason) {
        assertThatThrownBy(() -> Filter.compile(filter, ORDERS))
                .isInstanceOfSatisfying(
                        FilterException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(reason);
    }

    @Test
    void theColumnsThatAreNamedAreKnown() throws FilterException {
        Filter filter = Filter.compile("total > 1 and (changed(note) or old.id in (1, 2))", ORDERS);
        assertThat(filter.columns()).containsExactly(1);
        assertThat(filter.oldColumns()).containsExactlyInAnyOrder(0, 2);
    }
}
