package dev.rowhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.PgbenchChange.BalanceRow;
import dev.rowhook.server.PgbenchChange.BalanceTable;
import dev.rowhook.server.PgbenchChange.HistoryRow;
import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.store.testing.SourcePostgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The program `pgbench` and its tables in a source.
final class Pgbench {
    private final SourcePostgres source;

    Pgbench(SourcePostgres source) {
        this.source = source;
    }

    static boolean isOnPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pgbench")));
    }

    static List<String> tables() {
        return List.of(
                "public.pgbench_accounts",
                "public.pgbench_branches",
                "public.pgbench_history",
                "public.pgbench_tellers");
    }

    SourceLogin login() {
        return new SourceLogin(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                Secret.of(source.password()));
    }

    /// Runs it to its end, which has to be a good one, and answers what it printed.
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "pgbench",
                                "-h",
                                source.host(),
                                "-p",
                                Integer.toString(source.port()),
                                "-U",
                                source.user()));
        command.addAll(List.of(arguments));
        command.add(source.database());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", source.password());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    Map<Integer, BalanceRow> rows(BalanceTable table) throws SQLException {
        Map<Integer, BalanceRow> found = new HashMap<>();
        String sql =
                "select %s, bid, %s, coalesce(filler, '') from %s"
                        .formatted(table.key(), table.balance(), table.tableName());
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.put(
                        rows.getInt(1),
                        new BalanceRow(
                                rows.getInt(2), rows.getInt(3), rows.getString(4).hashCode()));
            }
        }
        return found;
    }

    List<HistoryRow> history() throws SQLException {
        List<HistoryRow> found = new ArrayList<>();
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select tid, bid, aid, delta, mtime from pgbench_history")) {
            while (rows.next()) {
                found.add(
                        new HistoryRow(
                                rows.getInt(1),
                                rows.getInt(2),
                                rows.getInt(3),
                                rows.getInt(4),
                                rows.getObject(5, LocalDateTime.class)));
            }
        }
        return found;
    }
}
