package dev.rowhook.filter.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.value.Numeric;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random strings and numbers mean what they mean in Postgres. `-Dfilter.seed=` repeats a run.
final class LiteralsAgainstPostgresTest {
    private static final int CASES = 2_000;
    private static final String IN_STRINGS = "ab'\\'nrtbfvxuU0123456789abcdefé\n\"$- D8";
    private static final String IN_NUMBERS = "0123456789..eE+-_xob";

    private static final String NO_LITERAL = "an expression";

    private final long seed = Long.getLong("filter.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void stringsAndNumbersMeanTheSame() throws SQLException {
        System.out.printf("seed %d%n", seed);
        try (Connection connection = FilterPostgres.connect()) {
            for (int i = 0; i < CASES; i++) {
                String text =
                        switch (random.nextInt(4)) {
                            case 0 -> "'" + soup(IN_STRINGS) + "'";
                            case 1, 2 -> "E'" + soup(IN_STRINGS) + "'";
                            default -> random.nextInt(10) + soup(IN_NUMBERS);
                        };
                String parsed = parsed(text);
                if (!parsed.equals(NO_LITERAL)) {
                    assertThat(parsed)
                            .as("seed %d: %s", seed, text)
                            .isEqualTo(asked(connection, text));
                }
            }
        }
    }

    private String soup(String characters) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(_ ->
                        Character.toString(characters.charAt(random.nextInt(characters.length()))))
                .collect(Collectors.joining());
    }

    private static String parsed(String text) {
        try {
            return switch (Parser.parse(text)) {
                case Expression.TextLiteral(String value, _) -> value;
                case Expression.NumberLiteral(String digits, _) -> {
                    BigDecimal value = new BigDecimal(digits);
                    // Where it is typed, one that is too large is refused.
                    Numeric.of(value);
                    yield value.stripTrailingZeros().toPlainString();
                }
                default -> NO_LITERAL;
            };
        } catch (FilterException | EvaluationException e) {
            return "refused";
        }
    }

    private static String asked(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean number = Character.isDigit(text.charAt(0));
            try (ResultSet rows =
                    statement.executeQuery("select " + text + "\n, pg_typeof(" + text + "\n)")) {
                rows.next();
                String value = rows.getString(1);
                return number ? new BigDecimal(value).stripTrailingZeros().toPlainString() : value;
            }
        } catch (SQLException e) {
            return "refused";
        }
    }
}
