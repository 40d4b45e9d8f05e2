package dev.rowhook.filter.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.random.ExpressionGenerator;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.random.GeneratedExpression;
import dev.rowhook.filter.random.RandomTable;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A filter says of each change what Postgres says of its rows, for random tables, rows and
/// expressions. `-Dfilter.cases=` and `-Dfilter.seed=` set how many expressions, and which.
///
/// Every expression that is refused is counted by its reason: refusing everything would show.
class FilterAgainstPostgresTest {
    private static final int CASES_PER_TABLE = 250;

    /// A text of a row in a notation that differs between versions of Postgres: an error, which
    /// makes a dead letter.
    private static final String NOT_READ_HERE = "error 0A000";

    private static final String INTERNAL_ERROR = "error XX000";
    private static final String NEVER_REACHED = "refused for a part that is not always reached";
    private static final boolean PRINTING = Boolean.getBoolean("filter.printing");

    private final int cases = Integer.getInteger("filter.cases", 2_000);
    private final long seed = Long.getLong("filter.seed", System.nanoTime());
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();

    @Test
    void filtersSelectWhatPostgresSelects() throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = FilterPostgres.connect()) {
            for (int done = 0; done < cases; done += CASES_PER_TABLE) {
                RandomTable table = RandomTable.create(connection, random);
                RandomChanges changes = RandomChanges.create(connection, table, random);
                ExpressionGenerator generator = new ExpressionGenerator(table, random);
                for (int i = 0; i < Math.min(CASES_PER_TABLE, cases - done); i++) {
                    compare(table, changes, generator.condition(1 + random.nextInt(4)));
                }
                changes.drop();
            }
        }
        System.out.printf("seed %d, %s%n", seed, counts);
        disagreements.stream().limit(25).forEach(System.out::println);
        assertThat(disagreements.size()).as("seed %d, %s", seed, counts).isZero();
        assertThat(counts.getOrDefault(NEVER_REACHED, 0)).isLessThan(10 + cases / 50);
        assertThat(counts.getOrDefault("text in a form that is not read", 0))
                .isLessThan(20 + cases / 20);
        assertThat(counts.getOrDefault("taken", 0)).isGreaterThan(cases / 3);
    }

    private void compare(RandomTable table, RandomChanges changes, GeneratedExpression expression)
            throws SQLException {
        List<String> theirs = changes.ask(expression.postgres());
        Filter filter;
        try {
            filter = Filter.compile(expression.filter(), table.table());
        } catch (FilterException e) {
            refused(expression, theirs, e);
            return;
        }
        count("taken");
        List<String> ours = changes.judge(filter);
        for (int i = 0; i < ours.size(); i++) {
            count(kind(ours.get(i)));
            if (theirs.get(i).equals(INTERNAL_ERROR)) {
                count("internal error of Postgres");
            } else if (ours.get(i).equals(NOT_READ_HERE)) {
                count("text in a form that is not read");
            } else if (!ours.get(i).equals(theirs.get(i))) {
                disagree(expression, theirs.get(i), ours.get(i), changes.describe(i));
            }
        }
        changes.contradiction(filter)
                .ifPresent(what -> disagree(expression, "decided without", what, ""));
    }

    private void refused(
            GeneratedExpression expression, List<String> theirs, FilterException refusal) {
        count("refused " + refusal.code());
        if (refusal.code() == FilterException.Code.UNSUPPORTED && PRINTING) {
            System.out.println("unsupported: " + refusal.getMessage());
        }
        boolean theyFail = theirs.stream().allMatch(answer -> answer.startsWith("error"));
        boolean agreed =
                switch (refusal.code()) {
                    case UNSUPPORTED, LIMIT -> true;
                    // A constant expression that fails may stand where Postgres never comes to it.
                    case VALUE -> theyFail || neverReached();
                    // Of a filter with two faults each names another one.
                    case SYNTAX, COLUMN, TYPE -> theyFail;
                };
        if (!agreed) {
            String ours = "%s %s".formatted(refusal.code(), refusal.getMessage());
            disagree(expression, theirs.toString(), ours, "");
        }
    }

    private boolean neverReached() {
        count(NEVER_REACHED);
        return true;
    }

    private static String kind(String answer) {
        return answer.startsWith("error") ? "error" : answer;
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private void disagree(GeneratedExpression expression, String theirs, String ours, String row) {
        disagreements.add(
                "%s%n  postgres: %s%n  filter: %s%n  %s"
                        .formatted(expression.filter(), theirs, ours, row));
    }
}
