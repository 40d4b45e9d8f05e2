package dev.rowhook.filter.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterException.Code;
import dev.rowhook.filter.random.FilterPostgres;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Postgres reads chains of operators without parentheses as the parser does: it makes the same
/// view of a chain and of its printed form. Any operator takes booleans there, so that types refuse
/// nothing. `-Dfilter.cases=` and `-Dfilter.seed=` set how many, and which.
final class ParsingAgainstPostgresTest {
    private static final List<String> OWN_OPERATORS =
            List.of(
                    "+", "-", "*", "/", "%", "^", "||", "#", "->", "~~", "!~~", "~~*", "!~~*",
                    "@-");
    private static final List<String> INFIX =
            List.of(
                    "+",
                    "-",
                    "*",
                    "/",
                    "%",
                    "^",
                    "||",
                    "#",
                    "->",
                    "@-",
                    "=",
                    "<",
                    ">",
                    "<=",
                    ">=",
                    "<>",
                    "!=",
                    "and",
                    "or",
                    "like",
                    "not like",
                    "ilike",
                    "is distinct from",
                    "is not distinct from",
                    "at time zone",
                    "= any",
                    "< all");
    private static final List<String> POSTFIX =
            List.of(
                    "is null",
                    "is not null",
                    "isnull",
                    "notnull",
                    "is true",
                    "is not unknown",
                    "::bool",
                    "in (a, b)",
                    "not in (a, c)");
    private static final List<String> PREFIX = List.of("not", "-", "+", "@", "#");

    private final int cases = Integer.getInteger("filter.cases", 1_000);
    private final long seed = Long.getLong("filter.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void chainsOfOperatorsReadAsInPostgres() throws SQLException {
        try (Connection connection = FilterPostgres.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : definitions()) {
                statement.execute(sql);
            }
            connection.commit();
            for (int i = 0; i < cases; i++) {
                compare(connection, chain());
            }
        }
        System.out.printf("seed %d, %s%n", seed, counts);
        assertThat(counts.getOrDefault("both read", 0)).isGreaterThan(cases / 3);
    }

    private static List<String> definitions() {
        List<String> all = new ArrayList<>();
        all.add("drop schema if exists chains cascade");
        all.add("create schema chains");
        all.add("set search_path = chains, pg_catalog");
        all.add("create table t (a bool, b bool, c bool, d bool[])");
        all.add(
                "create function two(bool, bool) returns bool language sql immutable as 'select $1'");
        all.add("create function one(bool) returns bool language sql immutable as 'select $1'");
        for (String operator : OWN_OPERATORS) {
            all.add(
                    "create operator %s (leftarg = bool, rightarg = bool, function = two)"
                            .formatted(operator));
        }
        for (String operator : List.of("-", "+", "@", "#")) {
            all.add("create operator %s (rightarg = bool, function = one)".formatted(operator));
        }
        return all;
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String chain() {
        StringBuilder chain = new StringBuilder(operand());
        for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(10)) {
                case 0, 1 -> chain.append(' ').append(pick(POSTFIX));
                case 2 ->
                        chain.append(random.nextBoolean() ? " not between " : " between symmetric ")
                                .append(operand())
                                .append(random.nextBoolean() ? " < " + operand() : "")
                                .append(" and ")
                                .append(operand());
                default -> {
                    String operator = pick(INFIX);
                    boolean array = operator.endsWith(" any") || operator.endsWith(" all");
                    chain.append(' ')
                            .append(operator)
                            .append(' ')
                            .append(array ? "(d)" : operand());
                }
            }
        }
        return chain.toString();
    }

    private String operand() {
        String prefix = random.nextInt(4) == 0 ? pick(PREFIX) + " " : "";
        return prefix + pick(List.of("a", "b", "c"));
    }

    private void compare(Connection connection, String chain) throws SQLException {
        String theirs = view(connection, chain);
        String ours;
        try {
            ours = view(connection, new Printer().print(Parser.parse(chain)));
        } catch (FilterException e) {
            assertThat(e.code()).as(chain).isEqualTo(Code.SYNTAX);
            ours = "42601";
        }
        assertThat(ours).as("seed %d: %s", seed, chain).isEqualTo(theirs);
        counts.merge(ours.equals("42601") ? "both refuse" : "both read", 1, Integer::sum);
    }

    /// How Postgres writes the view of an expression, or the code of its error.
    private static String view(Connection connection, String expression) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create view v as select (" + expression + ") as x from t");
            try (ResultSet rows = statement.executeQuery("select pg_get_viewdef('v'::regclass)")) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        } finally {
            connection.rollback();
        }
    }
}
