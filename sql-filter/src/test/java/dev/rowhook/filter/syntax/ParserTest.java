package dev.rowhook.filter.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.Span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

final class ParserTest {
    static final List<String> EXAMPLES = Examples.ALL;

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void whatIsPrintedReadsTheSame(String text) throws FilterException {
        Expression read = Parser.parse(text);
        Expression again = Parser.parse(new Printer().print(read));
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(Span.class)
                .ignoringFieldsMatchingRegexes(".*quoted")
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            textBlock =
                    """
                    a or b and c → (a or (b and c))
                    not a = b → (not (a = b))
                    a = not b and c → ((a = (not b)) and c)
                    a + b * c ^ d ^ e → (a + (b * ((c ^ d) ^ e)))
                    -a ^ 2 → ((- a) ^ 2)
                    -2 ^ 2 → ((-2) ^ 2)
                    -1::text → (- (1)::text)
                    a + b || c - d → ((a + b) || (c - d))
                    a = b is null → ((a = b) is null)
                    a < b || c → (a < (b || c))
                    @ a + b → (@ (a + b))
                    a is null = b → ((a is null) = b)
                    a like b = c → ((a like b) = c)
                    a = b like c → (a = (b like c))
                    a between b and c and d → ((a between b and c) and d)
                    a + b collate "C" → (a + (b collate "C"))
                    a @-b → (a @- b)
                    a*-b → (a * (- b))
                    a<-b → (a < (- b))
                    Äb = "Äb" → ("Äb" = "Äb")
                    - - 5 → 5
                    a + b at time zone c || d at time zone e → ((a + timezone(c, b)) || timezone(e, d))
                    """)
    void operatorsBindAsTheyDoInPostgres(String text, String printed) throws FilterException {
        assertThat(new Printer().print(Parser.parse(text))).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            textBlock =
                    """
                    a = ) → SYNTAX → 5 → found `)` where a value is expected
                    a = → SYNTAX → 4 → found the end where a value is expected
                    a b → SYNTAX → 3 → found `b` where the filter could end, or an operator could follow
                    a < b < c → SYNTAX → 7 → found `<` after another comparison: put parentheses around one, or `and` between
                    a = 'x → SYNTAX → 5 → the string that begins here does not end
                    a is 'null' → SYNTAX → 6 → found a string after `is`, where `null`, `true`, `false`, `unknown` or `distinct from` is expected
                    user = 'x' → UNSUPPORTED → 1 → `user` depends on the session: a filter has none
                    order = 1 → SYNTAX → 1 → found `order` where a value is expected: it is a keyword, and a column of this name needs double quotes
                    (select 1) = 1 → UNSUPPORTED → 2 → a filter sees one row: sub-queries are not available in filters
                    a = $1 → UNSUPPORTED → 5 → filters have no parameters: write the value in place of `$…`
                    a; b → SYNTAX → 2 → a filter is one expression: it has no `;`
                    count(distinct a) > 1 → UNSUPPORTED → 7 → aggregates are not available in filters
                    sum(a) over () > 1 → UNSUPPORTED → 8 → aggregates and window functions are not available in filters
                    sum(a) filter (where b) > 1 → UNSUPPORTED → 8 → aggregates and window functions are not available in filters
                    current_date > a → UNSUPPORTED → 1 → `current_date` depends on the clock: a filter gives the same answer at any time
                    12abc = a → SYNTAX → 1 → found a number and a letter together: put a space between them
                    """)
    void anErrorNamesThePlaceAndWhatIsPossible(String text, Code code, int column, String message) {
        FilterException error = refused(text);
        assertThat(error).hasMessage(message);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.column()).isEqualTo(column);
    }

    @Test
    void aFilterIsOfReasonableSize() {
        assertThat(refused("a = '" + "x".repeat(10_000) + "'").code()).isEqualTo(Code.LIMIT);
        assertThat(refused("(".repeat(5_000)).code()).isEqualTo(Code.LIMIT);
        assertThat(refused("not ".repeat(2_000)).code()).isEqualTo(Code.LIMIT);
        assertThat(refused("a" + " + a".repeat(150)).code()).isEqualTo(Code.LIMIT);
        assertThat(refused("a" + "::text".repeat(150)).code()).isEqualTo(Code.LIMIT);
        assertThat(refused("a in (1" + ",1".repeat(1_000) + ")").code()).isEqualTo(Code.LIMIT);
        assertThat(refused("f(" + "a = 1 and ".repeat(900) + "true)").code()).isEqualTo(Code.LIMIT);
    }

    @Test
    void aListOfAThousandElementsParses() throws FilterException {
        assertThat(Parser.parse("a in (1" + ",1".repeat(999) + ")"))
                .isInstanceOf(Expression.InList.class);
    }

    private static FilterException refused(String text) {
        FilterException error =
                catchThrowableOfType(FilterException.class, () -> Parser.parse(text));
        assertThat(error).as(text).isNotNull();
        return error;
    }
}
