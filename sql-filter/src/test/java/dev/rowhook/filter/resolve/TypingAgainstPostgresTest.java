package dev.rowhook.filter.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.random.ExpressionGenerator;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.random.GeneratedExpression;
import dev.rowhook.filter.random.RandomTable;
import dev.rowhook.filter.syntax.Parser;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Postgres takes an expression exactly if the resolver does, and finds the same type.
/// `-Dfilter.cases=` and `-Dfilter.seed=` set how many, and which.
final class TypingAgainstPostgresTest {
    private static final String FROM =
            " from cases as new, cases as old, (select 'insert'::text as action) as act";
    private static final Map<String, String> BASE_TYPES =
            Map.of("_label", "_text", "_price", "_numeric");
    private static final int CASES_PER_TABLE = 500;

    private final int cases = Integer.getInteger("filter.cases", 2_000);
    private final long seed = Long.getLong("filter.seed", System.nanoTime());
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();

    @Test
    void conditionsAndValuesAreTypedAsPostgresTypesThem() throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = FilterPostgres.connect()) {
            for (int done = 0; done < cases; done += CASES_PER_TABLE) {
                RandomTable table = RandomTable.create(connection, random);
                ExpressionGenerator generator = new ExpressionGenerator(table, random);
                for (int i = 0; i < Math.min(CASES_PER_TABLE, cases - done); i++) {
                    int depth = 1 + random.nextInt(4);
                    boolean condition = random.nextBoolean();
                    GeneratedExpression expression =
                            condition ? generator.condition(depth) : generator.value(depth);
                    compare(connection, table, expression, condition);
                }
            }
        }
        System.out.printf("seed %d, %s%n", seed, counts);
        assertThat(disagreements).as("seed %d", seed).isEmpty();
        assertThat(counts.getOrDefault("unsupported", 0)).isLessThan(cases * 2 / 5);
    }

    private void compare(
            Connection connection,
            RandomTable table,
            GeneratedExpression expression,
            boolean condition) {
        String theirs = postgres(connection, expression.postgres(), condition);
        String ours = resolver(table, expression.filter(), condition);
        String outcome = outcome(theirs, ours);
        counts.merge(outcome, 1, Integer::sum);
        if (outcome.equals("disagreement")) {
            disagreements.add(
                    "%s%n  postgres: %s%n  resolver: %s"
                            .formatted(expression.filter(), theirs, ours));
        }
    }

    private static String outcome(String theirs, String ours) {
        if (ours.startsWith("UNSUPPORTED") || ours.startsWith("LIMIT")) {
            return "unsupported";
        }
        // The text of a literal is looked at later.
        if (theirs.startsWith("error 22") || theirs.startsWith("error 54")) {
            return "value";
        }
        boolean theyRefuse = theirs.startsWith("error");
        boolean weRefuse = ours.startsWith("TYPE");
        if (theyRefuse && weRefuse) {
            return "both refuse";
        }
        return theirs.equals(ours) ? "both take" : "disagreement";
    }

    private static String postgres(Connection connection, String expression, boolean condition) {
        String query =
                condition
                        ? "select true" + FROM + " where (" + expression + ")"
                        : "select (" + expression + ")" + FROM;
        try (var statement = connection.prepareStatement(withoutParameters(query))) {
            String type = statement.getMetaData().getColumnTypeName(1);
            return BASE_TYPES.getOrDefault(type, type);
        } catch (SQLException e) {
            return "error %s %s".formatted(e.getSQLState(), e.getMessage());
        }
    }

    /// The driver takes a question mark for a parameter unless it stands there twice.
    private static String withoutParameters(String query) {
        StringBuilder escaped = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            escaped.append(c == '?' && quote == 0 ? "??" : Character.toString(c));
        }
        return escaped.toString();
    }

    private static String resolver(RandomTable table, String text, boolean condition) {
        try {
            if (condition) {
                Resolver.resolve(text, table.table());
                return "bool";
            }
            Operand value = new Typing(text, table.table()).type(Parser.parse(text));
            return name(value.isUnknown() ? Oids.TEXT_TYPE : value.type());
        } catch (FilterException e) {
            return "%s %s at %d:%d".formatted(e.code(), e.getMessage(), e.line(), e.column());
        }
    }

    private static String name(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) -> Catalogue.POSTGRES.type(oid).orElseThrow().name();
            case SqlType.Enumeration _ -> "mood";
            case SqlType.ArrayOf _ -> "_mood";
            case SqlType.Opaque(_, String name) -> name;
        };
    }
}
