package dev.rowhook.filter.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.random.ExpressionGenerator;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.random.RandomTable;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/// Any text is a filter or a [FilterException]. `-Dfilter.seed=` repeats a run.
final class ResolverFuzzTest {
    private static final int CASES = 3_000;

    private final long seed = Long.getLong("filter.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void aDamagedFilterIsTypedOrRefused() throws SQLException {
        System.out.printf("seed %d%n", seed);
        try (Connection connection = FilterPostgres.connect()) {
            RandomTable table = RandomTable.create(connection, random);
            ExpressionGenerator generator = new ExpressionGenerator(table, random);
            String before = "true";
            for (int i = 0; i < CASES; i++) {
                String filter = generator.condition(1 + random.nextInt(3)).filter();
                resolve(damaged(filter, before), table);
                before = filter;
            }
        }
    }

    /// A part of it is gone, or is that of another filter.
    private String damaged(String filter, String other) {
        int from = random.nextInt(filter.length());
        int to = from + random.nextInt(filter.length() - from);
        int otherFrom = random.nextInt(other.length());
        int otherTo = otherFrom + random.nextInt(other.length() - otherFrom);
        String part = random.nextBoolean() ? "" : other.substring(otherFrom, otherTo);
        return filter.substring(0, from) + part + filter.substring(to);
    }

    private void resolve(String text, RandomTable table) {
        try {
            ResolvedFilter resolved = Resolver.resolve(text, table.table());
            assertThat(WhereClause.of(resolved, "t")).isNotEmpty();
        } catch (FilterException e) {
            assertThat(e.span().end())
                    .as("seed %d: %s", seed, text)
                    .isLessThanOrEqualTo(text.length());
        }
    }
}
