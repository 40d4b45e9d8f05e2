package dev.rowhook.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.server.client.Wiring;
import dev.rowhook.server.dev.DevInstance;
import dev.rowhook.server.dev.DevOptions;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What is secret is used, and found nowhere: not in what is stored, logged or answered.
class SecretsStayHiddenTest {
    private static final String HEADER = "Bearer planted-header-7f3a9c";
    private static final String PASSWORD = "planted-password-51d20e";
    private static final String ROW = "planted-row-c09b44";

    @TempDir private Path directory;

    @Test
    void encryptedHeadersPasswordsAndParkedRowsAreFoundNowhere() throws Exception {
        Path data = directory.resolve("data");
        StringBuilder answers = new StringBuilder();
        String token;
        String logged;
        try (LogCapture log = new LogCapture();
                SourcePostgres source = SourcePostgres.create();
                RefusingEndpoint refusing = new RefusingEndpoint()) {
            source.execute(
                    "alter role current_user password '%s'".formatted(PASSWORD),
                    "create table item (id bigint primary key, note text)");
            try (DevInstance instance = DevInstance.start(new DevOptions(data, 0, false));
                    RestClient rest = new RestClient(instance.url(), instance.token())) {
                token = instance.token();
                new Wiring(rest, "planted")
                        .connect(
                                login(source),
                                List.of("public.item"),
                                new Destination(refusing.url(), HEADER, false),
                                Map.of(
                                        "retry",
                                        Map.of("first_delay", "100ms", "max_delay", "100ms")));
                insert(source);
                refusing.awaitRequests(3);
                for (String path : List.of("/v1/databases", "/v1/http-endpoints", "/v1/sinks")) {
                    answers.append(rest.get(path)).append(rest.get(path + "/planted"));
                }
            }
            assertThat(refusing.authorizations()).as("it is used").containsExactly(HEADER);
            logged = log.text();
        }
        assertThat(logged).contains("500");
        String stored = dump(data, "rowhook");
        assertThat(dump(data, "rowhook.sink_pending")).as("the refused row is kept").isNotBlank();
        for (String secret : List.of(HEADER, PASSWORD, token)) {
            assertThat(traces(secret, stored)).as("in the store").isEmpty();
            assertThat(traces(secret, logged)).as("in the log").isEmpty();
            assertThat(traces(secret, answers.toString())).as("in answers").isEmpty();
        }
        assertThat(traces(ROW, stored)).as("a parked row is sealed").isEmpty();
        assertThat(traces(ROW, logged)).as("no row is logged").isEmpty();
    }

    @Test
    void theSearchFindsASecretThatLiesOpen() {
        String bytea =
                "\\x" + HexFormat.of().formatHex(("..." + HEADER).getBytes(StandardCharsets.UTF_8));
        assertThat(traces(HEADER, "header=" + HEADER)).isNotEmpty();
        assertThat(traces(HEADER, bytea)).isNotEmpty();
        assertThat(
                        traces(
                                HEADER,
                                Base64.getEncoder()
                                        .encodeToString(HEADER.getBytes(StandardCharsets.UTF_8))))
                .isNotEmpty();
    }

    private static SourceLogin login(SourcePostgres source) {
        return new SourceLogin(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                Secret.of(PASSWORD));
    }

    private static void insert(SourcePostgres source) throws SQLException {
        try (Connection connection = source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into item values (1, '%s')".formatted(ROW));
        }
    }

    /// The forms in which the secret stands in the text.
    private static List<String> traces(String secret, String text) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return Stream.of(
                        secret,
                        HexFormat.of().formatHex(bytes),
                        base64.substring(0, base64.length() - 1))
                .filter(text::contains)
                .toList();
    }

    /// The text of every row of a schema, or of one table.
    private static String dump(Path data, String what) throws Exception {
        String password = Files.readString(data.resolve("postgres-password")).strip();
        PostgresCluster store =
                PostgresCluster.start(ClusterSettings.of(data.resolve("postgres"), password));
        try (Connection connection = store.superuser("rowhook").getConnection()) {
            StringBuilder text = new StringBuilder();
            for (String table : what.contains(".") ? List.of(what) : tables(connection, what)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows =
                                statement.executeQuery(
                                        "select t::text from %s t".formatted(table))) {
                    while (rows.next()) {
                        text.append(rows.getString(1)).append('\n');
                    }
                }
            }
            return text.toString();
        } finally {
            store.close();
        }
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select format('%%I.%%I', schemaname, tablename) from pg_tables where schemaname = '%s'"
                                        .formatted(schema))) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
