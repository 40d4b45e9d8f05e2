package dev.rowhook.benchmarks.load;

import dev.rowhook.proof.bed.SourceServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;

/// The table that rows are committed to: an id, and a text that makes the row as large as it is to
/// be and does not compress.
public final class RowTable {
    /// As SQL writes it.
    public static final String NAME = "public.benchmark_rows";

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_BYTES = 8;
    private static final int MD5_BYTES = 32;

    private RowTable() {}

    /// Makes it in a database of the source.
    public static void create(SourceServer source, String database) throws SQLException {
        try (Connection connection = source.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table %s (id bigint primary key, payload text not null)"
                            .formatted(NAME));
        }
    }

    /// Fills it with the ids 1 to `rows`, and leaves it as a table that has been there for long.
    public static void fill(
            SourceServer source, String database, long rows, int rowBytes, Duration timeLimit)
            throws SQLException {
        int textBytes = rowBytes - ID_BYTES;
        try (Connection connection = source.connect(database);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(Math.toIntExact(timeLimit.toSeconds()));
            statement.execute(
                    """
                    insert into %s
                    select id, left(repeat(md5(id::text), %d), %d) from generate_series(1, %d) id
                    """
                            .formatted(NAME, Math.ceilDiv(textBytes, MD5_BYTES), textBytes, rows));
            statement.execute("vacuum (freeze, analyze) %s".formatted(NAME));
        }
        try (Connection superuser = source.cluster().superuser("postgres").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /// A text for rows of this size.
    static String payload(int rowBytes, Random random) {
        StringBuilder payload = new StringBuilder(rowBytes);
        for (int i = ID_BYTES; i < rowBytes; i++) {
            payload.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return payload.toString();
    }
}
