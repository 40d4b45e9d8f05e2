package dev.rowhook.proof.mirror;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Compares a mirror with the tables that it mirrors.
public final class MirrorCheck {
    private static final int EXAMPLES = 5;

    private MirrorCheck() {}

    /// What a comparison came to.
    ///
    /// @param mismatches rows that only one side has, or that differ
    /// @param examples a few of them
    public record Result(long rows, long mismatches, List<String> examples) {
        public Result {
            examples = List.copyOf(examples);
        }

        @Override
        public String toString() {
            return "%d rows, %d mismatches %s".formatted(rows, mismatches, examples);
        }
    }

    /// Makes and fills the tables.
    public static void create(Connection source, int rows) throws SQLException {
        try (Statement statement = source.createStatement()) {
            for (String sql : MirrorTable.preparation()) {
                statement.execute(sql);
            }
            for (MirrorTable table : MirrorTable.values()) {
                for (String sql : table.creation(rows)) {
                    statement.execute(sql);
                }
            }
        }
    }

    /// Compares all tables as they are now.
    public static Result compare(Connection source, Mirror mirror) throws SQLException {
        long rows = 0;
        long mismatches = 0;
        List<String> examples = new ArrayList<>();
        for (MirrorTable table : MirrorTable.values()) {
            Map<String, String> truth = contents(source, table);
            Map<String, String> copy = mirror.contents(table);
            rows += truth.size();
            TreeSet<String> keys = new TreeSet<>(truth.keySet());
            keys.addAll(copy.keySet());
            for (String key : keys) {
                String there = String.valueOf(truth.get(key));
                String here = String.valueOf(copy.get(key));
                if (!there.equals(here)) {
                    mismatches++;
                    if (examples.size() < EXAMPLES) {
                        examples.add(
                                "%s %s: source %s, mirror %s"
                                        .formatted(table.table(), key, there, here));
                    }
                }
            }
        }
        return new Result(rows, mismatches, examples);
    }

    private static Map<String, String> contents(Connection source, MirrorTable table)
            throws SQLException {
        Map<String, String> contents = new HashMap<>();
        try (Statement statement = source.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (ResultSet row = statement.executeQuery(table.contents())) {
                while (row.next()) {
                    contents.put(
                            row.getString(1),
                            "%s|%s|%s"
                                    .formatted(
                                            row.getString(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return contents;
    }
}
