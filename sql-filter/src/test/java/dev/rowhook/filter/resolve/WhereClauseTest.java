package dev.rowhook.filter.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.random.ExpressionGenerator;
import dev.rowhook.filter.random.FilterPostgres;
import dev.rowhook.filter.random.RandomTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

final class WhereClauseTest {
    private final long seed = Long.getLong("filter.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            textBlock =
                    """
                    total > 1 → (("t"."total")::pg_catalog."int4" > 1)
                    new.total = old.total → (("t"."total")::pg_catalog."int4" = (null)::pg_catalog."int4")
                    orders.state = 'paid' → (("t"."state")::state = 'paid')
                    action in ('read', 'insert') → ('read'::text in ('read', 'insert'))
                    changed(total) or not "Note" like 'a%' → (true or (not (("t"."Note")::pg_catalog."text" like 'a%')))
                    shape is not distinct from null → ("t"."shape" is not distinct from null)
                    states[1] is null → ((("t"."states")::state[])[1] is null)
                    """)
    void aFilterIsAConditionOnTheRowsOfItsTable(String filter, String where)
            throws FilterException {
        assertThat(WhereClause.of(Resolver.resolve(filter, Tables.ORDERS), "t")).isEqualTo(where);
    }

    @Test
    void postgresTakesWhatTheResolverTakes() throws SQLException {
        System.out.printf("seed %d%n", seed);
        Random random = new Random(seed);
        try (Connection connection = FilterPostgres.connect()) {
            RandomTable table = RandomTable.create(connection, random);
            ExpressionGenerator generator = new ExpressionGenerator(table, random);
            for (int i = 0; i < 500; i++) {
                String filter = generator.condition(1 + random.nextInt(3)).filter();
                try {
                    take(connection, filter, Resolver.resolve(filter, table.table()));
                } catch (FilterException e) {
                    assertThat(e).hasMessageNotContaining("null");
                }
            }
        }
    }

    private void take(Connection connection, String filter, ResolvedFilter resolved)
            throws SQLException {
        String where = WhereClause.of(resolved, "t");
        try (var statement = connection.createStatement()) {
            statement.execute("select from cases as t where false and " + where);
        } catch (SQLException e) {
            // A constant that is none of its type is found when the filter is compiled.
            assertThat(e.getSQLState()).as("seed %d: %s%n%s", seed, filter, where).startsWith("22");
        }
    }
}
