package dev.rowhook.proof.faults;

import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.server.client.RestException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/// What is needed to understand a run that failed, besides its timeline and the logs: what REST
/// says, the tables of the store, the slot, and the server's threads. The data directories stay.
///
/// What cannot be had, because the part is dead, is left out with the reason.
final class Evidence {
    private static final Map<String, String> STORE =
            Map.of(
                    "log_position",
                    "select * from rowhook.log_position",
                    "log_segment",
                    "select * from rowhook.log_segment order by number",
                    "database_condition",
                    "select * from rowhook.database_condition",
                    "sink_cursor",
                    "select s.name, c.* from rowhook.sink_cursor c left join rowhook.sink s on s.id = c.sink_id",
                    "sink_pending",
                    """
                    select sink_id, seq, group_a, group_b, commit_lsn, commit_index, attempts, next_try, last_code,
                           last_status, created_at
                    from rowhook.sink_pending order by sink_id, seq limit 1000
                    """);
    private static final Map<String, String> SOURCE =
            Map.of(
                    "pg_replication_slots",
                    "select * from pg_replication_slots",
                    "pg_stat_replication",
                    "select * from pg_stat_replication",
                    "pg_publication_tables",
                    "select * from pg_publication_tables");

    private final Deployment deployment;
    private final Path directory;

    Evidence(Deployment deployment, Path directory) {
        this.deployment = deployment;
        this.directory = directory;
    }

    void collect() throws IOException, InterruptedException {
        threads(deployment.rowhook(), directory);
        StringBuilder text = new StringBuilder();
        rest(text, "/v1/databases/" + Deployment.DATABASE);
        for (LedgerSink sink : deployment.sinks()) {
            rest(text, "/v1/sinks/" + sink.name());
        }
        tables(text, "store", deployment.store().superuser(), STORE);
        tables(
                text,
                "source",
                deployment.source().cluster().superuser(Deployment.DATABASE),
                SOURCE);
        Files.writeString(directory.resolve("state.txt"), text);
    }

    /// What the threads of a server do, into `threads.txt`.
    static void threads(RowhookProcess server, Path directory)
            throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "Thread.dump_to_file",
                        "-overwrite",
                        directory.resolve("threads.txt").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(20, TimeUnit.SECONDS);
    }

    private void rest(StringBuilder text, String path) throws InterruptedException {
        text.append("== ").append(path).append('\n');
        try {
            text.append(deployment.rest().get(path).toPrettyString());
        } catch (RestException e) {
            text.append(e.getMessage());
        }
        text.append('\n');
    }

    private static void tables(
            StringBuilder text, String where, DataSource from, Map<String, String> queries) {
        queries.forEach((name, sql) -> {
            text.append("== %s of the %s%n".formatted(name, where));
            try (Connection connection = from.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "select row_to_json(t)::text from (%s) t".formatted(sql))) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            } catch (SQLException e) {
                text.append(e.getMessage()).append('\n');
            }
        });
    }
}
