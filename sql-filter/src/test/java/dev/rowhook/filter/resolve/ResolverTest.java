package dev.rowhook.filter.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.core.change.Collation;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.typed.Typed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class ResolverTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            textBlock =
                    """
                    total > 1 → int4gt
                    total > 3000000000 → int48gt
                    total > 1.5 → numeric_gt
                    id = 5 → int84eq
                    price > '5' → numeric_gt
                    state < 'paid' → enum_lt
                    "Note" like 'a%' → textlike
                    data @> '{}' → jsonb_contains
                    data ? 'a' → jsonb_exists
                    tags && array['a'] → arrayoverlap
                    at > day → timestamptz_gt_date
                    states = '{new}' → array_eq
                    """)
    void anOperatorIsTheFunctionThatPostgresTakes(String filter, String function)
            throws FilterException {
        assertThat(Resolver.resolve(filter, Tables.ORDERS).root())
                .isInstanceOfSatisfying(
                        Typed.Call.class, call -> assertThat(call.function()).isEqualTo(function));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            textBlock =
                    """
                    totl > 1 → COLUMN → 1 → the table has no column `totl`: did you mean `total`?
                    old.totl > 1 → COLUMN → 5 → the table has no column `totl`: did you mean `total`?
                    x.total > 1 → COLUMN → 1 → `x` is no row here: there are `new`, `old` and `orders`
                    old is null → COLUMN → 1 → `old` is a row: write `old.column`
                    total = title → TYPE → 7 → there is no operator `=` between integer and text: cast the right side, `…::integer`
                    total → TYPE → 1 → a filter is boolean, and this is integer
                    not total → TYPE → 5 → what `not` takes is boolean, and this is integer
                    lenght(title) = 1 → TYPE → 1 → there is no function `lenght`: did you mean `length`?
                    length(total) = 1 → TYPE → 1 → there is no `length(integer)`: the function takes other arguments
                    now() > at → UNSUPPORTED → 1 → `now` depends on the clock: a filter gives the same answer at any time
                    random() > 0.5 → UNSUPPORTED → 1 → `random` gives another value each time: a filter gives the same answer at any time
                    age(at) > '1 day' → UNSUPPORTED → 1 → `age` in this form is not available in filters
                    sum(total) > 1 → UNSUPPORTED → 1 → `sum` is not available in filters
                    total === 1 → TYPE → 7 → there is no operator `===`
                    total::date = day → TYPE → 1 → integer cannot be cast to date
                    total::dat = day → UNSUPPORTED → 8 → the type `dat` is not known: filters know the types of Postgres, and the enums of the table: did you mean `date`?
                    coalesce(total, title) = '' → TYPE → 1 → the values of `coalesce` have different types, integer and text: cast some
                    title < 'a' → UNSUPPORTED → 1 → the collation of the column `title` sorts texts by the rules of a language, which only the database has: write `collate "C"` behind it, and it compares bytes
                    odd < 'a' → UNSUPPORTED → 1 → the collation of the column `odd` is not known: write `collate "C"` behind it, and it compares bytes
                    loose = 'a' → UNSUPPORTED → 1 → the collation of the column `loose` takes different texts for equal, by rules that only the database has: write `collate "C"` behind it, and it compares bytes
                    lower(odd) = 'a' → UNSUPPORTED → 1 → the collation of the column `odd` has its own upper and lower case, by rules that only the database has: write `collate "C"` behind it, which maps `A` to `Z` only
                    odd collate "C" < title collate "POSIX" → TYPE → 1 → two different collations are written here, `C` and `POSIX`: write one
                    odd collate "de_DE" = '' → UNSUPPORTED → 1 → the collation `de_DE` is not available in filters: there are `"C"` and `"POSIX"`
                    total collate "C" = 1 → TYPE → 1 → `collate` is for texts, and this is integer
                    shape = 'x' → UNSUPPORTED → 7 → operators of geometry are the database's own, and not available in filters
                    tags[1][2] = 'x' → UNSUPPORTED → 8 → arrays have one dimension in filters, and so one subscript
                    array[] = tags → TYPE → 1 → an empty array has no type: cast it, such as `array[]::text[]`
                    data < '{}' → UNSUPPORTED → 1 → the order of jsonb values depends on the database's collation: compare a part of it
                    changed(old.total) → COLUMN → 9 → `changed` compares the new value with the old: name the column alone
                    price::numeric(2000) = 1 → TYPE → 8 → `numeric` takes its digits, 1 to 1,000, and its scale, -1,000 to 1,000
                    """)
    void aRefusalNamesThePlaceTheReasonAndARemedy(
            String filter, Code code, int column, String message) {
        FilterException error = refused(filter, Tables.ORDERS);
        assertThat(error).hasMessage(message);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.column()).isEqualTo(column);
    }

    @Test
    void aWrittenCollationDecides() throws FilterException {
        assertThat(Resolver.resolve("lower(title collate \"C\") < odd", Tables.ORDERS).root())
                .isInstanceOfSatisfying(
                        Typed.Call.class,
                        call -> assertThat(call.collation()).isEqualTo(Collation.C));
    }

    @Test
    void aListOfConstantsIsOneArray() throws FilterException {
        assertThat(Resolver.resolve("total in (1, 2, 3)", Tables.ORDERS).root())
                .isInstanceOfSatisfying(
                        Typed.OverArray.class,
                        over -> {
                            assertThat(over.function()).isEqualTo("int4eq");
                            assertThat(over.array()).isInstanceOf(Typed.ArrayOf.class);
                        });
    }

    @Test
    void aFunctionWrittenInSqlIsWhatItsBodySays() throws FilterException {
        Typed root = Resolver.resolve("round(price) = 1", Tables.ORDERS).root();
        assertThat(root)
                .extracting(typed -> ((Typed.Call) typed).arguments().getFirst())
                .isInstanceOfSatisfying(
                        Typed.Call.class,
                        round -> {
                            assertThat(round.function()).isEqualTo("numeric_round");
                            assertThat(round.arguments()).hasSize(2);
                            assertThat(round.span().start()).isZero();
                        });
    }

    @Test
    void aModifierCallsTheFunctionThatFitsTheLength() throws FilterException {
        Typed root = Resolver.resolve("price::numeric(10,2) = 1", Tables.ORDERS).root();
        assertThat(root)
                .extracting(typed -> ((Typed.Call) typed).arguments().getFirst())
                .isInstanceOfSatisfying(
                        Typed.Call.class,
                        fit -> {
                            assertThat(fit.function()).isEqualTo("numeric");
                            assertThat(fit.arguments().get(1))
                                    .isInstanceOfSatisfying(
                                            Typed.Constant.class,
                                            it -> assertThat(it.text()).contains("655366"));
                        });
    }

    @Test
    void anActionColumnMakesTheBareNameAmbiguous() throws FilterException {
        FilterTable table = Tables.ordersWith("action");
        assertThat(refused("action = 'insert'", table).code()).isEqualTo(Code.COLUMN);
        for (String text : List.of("new.action = 'x'", "\"action\" = 'x'", "old.action = 'x'")) {
            assertThat(Resolver.resolve(text, table).root()).isInstanceOf(Typed.Call.class);
        }
    }

    @Test
    void partsThatRepeatCountEachTime() {
        String doubled = "paid";
        for (int i = 0; i < 40; i++) {
            doubled = "(" + doubled + " between symmetric paid and paid)";
        }
        assertThat(refused(doubled, Tables.ORDERS).code()).isEqualTo(Code.LIMIT);
    }

    private static FilterException refused(String filter, FilterTable table) {
        FilterException error =
                catchThrowableOfType(FilterException.class, () -> Resolver.resolve(filter, table));
        assertThat(error).as(filter).isNotNull();
        return error;
    }
}
