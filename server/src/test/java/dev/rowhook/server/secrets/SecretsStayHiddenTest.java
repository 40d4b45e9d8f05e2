package dev.rowhook.server.secrets;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.server.client.Destination;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.server.client.RestException;
import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.server.client.Wiring;
import dev.rowhook.server.dev.DevInstance;
import dev.rowhook.server.dev.DevOptions;
import dev.rowhook.store.Sql;
import dev.rowhook.store.testing.LogCapture;
import dev.rowhook.store.testing.PlantedSecrets;
import dev.rowhook.store.testing.SourcePostgres;
import dev.rowhook.store.testing.StoredRows;
import dev.rowhook.store.testing.TlsPostgres;

import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is secret is used by a running server whose endpoints and databases fail in every way, and
/// found nowhere: not in what is stored, logged, answered, or lies beside it in files.
class SecretsStayHiddenTest {
    private static final String NAME = "planted";
    private static final String ROW = "planted-row-c09b44";

    /// The files of an instance that are there to hold a secret.
    private static final Set<String> KEPT =
            Set.of(
                    "token",
                    "master-key",
                    "owner-invitation",
                    "postgres-password",
                    "owner-password",
                    "api-password",
                    "worker-password",
                    "identity-password");

    private final PlantedSecrets secrets = new PlantedSecrets();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private Map<String, String> rows = Map.of();
    @TempDir private Path data;

    private String plant(String name) {
        return secrets.plant(name, "planted-%s-5f31 \"q\\+/%%&".formatted(name.replace(' ', '-')));
    }

    @Test
    void whatIsSecretIsUsedAndFoundNowhere() throws Exception {
        secrets.plant("row", ROW);
        Map<String, String> logged;
        try (LogCapture log = new LogCapture();
                SourcePostgres source = SourcePostgres.create();
                RefusingEndpoint refusing = RefusingEndpoint.plain();
                RefusingEndpoint untrusted = RefusingEndpoint.untrusted()) {
            try (DevInstance instance = DevInstance.start(new DevOptions(data, 0, false));
                    RestClient rest = new RestClient(instance.url(), instance.token())) {
                plantFiles();
                String header = plant("encrypted header");
                connect(rest, source, refusing, header);
                failOtherwise(rest, source, untrusted.port());
                insert(source);
                useAll(rest);
                for (String path : new DocumentedRoutes(rest, NAME).paths()) {
                    answers.put(path, rest.get(path).toString());
                }
                for (String sink : List.of("closed", "tls")) {
                    for (String list : List.of("attempts", "dead-letters")) {
                        String path = "/v1/sinks/%s/%s".formatted(sink, list);
                        answers.put(path, rest.get(path).toString());
                    }
                }
                answers.put("databases", rest.get("/v1/databases").toString());
                rows = StoredRows.of(Sql.of(superuser(instance)));
                assertThat(secrets.in(refusing.requests()))
                        .containsExactlyInAnyOrder("encrypted header", "query string", "row");
                assertThat(untrusted.requests()).isEmpty();
            }
            logged = log.texts();
        }
        assertThat(String.join("", logged.values()))
                .contains("status=500", "TLS_CERTIFICATE", "CONNECTION_REFUSED");
        assertThat(secrets.in(logged)).as("in the log").isEmpty();
        inStoredRows();
        inAnswers();
        assertThat(secrets.in(files())).as("in files").isEmpty();
        System.out.printf(
                "planted: %d secrets; %d answers, %d tables, %d characters by %d loggers, %d files%n",
                secrets.names().size(),
                answers.size(),
                rows.size(),
                logged.values().stream().mapToInt(String::length).sum(),
                logged.size(),
                files().size());
    }

    private void inStoredRows() {
        assertThat(rows.get("rowhook.sink_pending")).as("the refused row is kept").isNotBlank();
        Map<String, Set<String>> found = secrets.in(rows);
        assertThat(found).as("the log of changes has the row").isNotEmpty();
        found.forEach((table, names) -> {
            assertThat(table).startsWith("rowhook_log.");
            assertThat(names).containsExactly("row");
        });
    }

    /// Rows, and what was answered to them, are shown to who may see payloads.
    private void inAnswers() {
        assertThat(answers).hasSizeGreaterThan(30);
        Map<String, Set<String>> found = secrets.in(answers);
        assertThat(found).isNotEmpty();
        found.forEach((path, names) -> {
            assertThat(path).matches("/v1/sinks/planted/(attempts|dead-letters|messages)/.*");
            assertThat(names).as(path).containsExactly("row");
        });
    }

    @Test
    void theSearchFindsASecretInAFile() throws IOException {
        secrets.plant("leak", ROW);
        Files.writeString(data.resolve("leak.log"), "error near '" + ROW + "'");
        assertThat(secrets.in(files())).hasSize(1);
    }

    private void plantFiles() throws IOException {
        for (String name : KEPT) {
            String text = Files.readString(data.resolve(name)).strip();
            if (name.equals("master-key")) {
                byte[] key = Base64.getDecoder().decode(text.substring(text.indexOf(':') + 1));
                secrets.plant(name, key);
            } else {
                secrets.plant(name, text.substring(text.lastIndexOf('/') + 1));
            }
        }
    }

    private void connect(
            RestClient rest, SourcePostgres source, RefusingEndpoint refusing, String header)
            throws Exception {
        String password = secrets.plant("database password", "planted-password-51d20e \"+/%&");
        source.execute(
                "alter role current_user password '%s'".formatted(password),
                "create table item (id bigint primary key, note text)");
        String url = "http://127.0.0.1:%d/items".formatted(refusing.port());
        new Wiring(rest, NAME)
                .connect(
                        new SourceLogin(
                                source.host(),
                                source.port(),
                                source.database(),
                                source.user(),
                                Secret.of(password)),
                        List.of("public.item"),
                        new Destination(URI.create(url), header, false),
                        Map.of("retry", retry()));
        String endpoint = "/v1/http-endpoints/" + NAME;
        String query = secrets.plant("query string", "planted-query-c41f9");
        rest.change(endpoint, Map.of("url", url + "?key=" + query));
        JsonNode key = rest.create(endpoint + "/signing-keys", Map.of());
        String secret = key.path("secret").asString();
        secrets.plant("signing key", secret);
        secrets.plant("bytes of the signing key", Base64.getDecoder().decode(secret.substring(6)));
        String client =
                rest.create("/v1/oauth-clients", Map.of("name", "a", "scopes", List.of("*")))
                        .path("client_secret")
                        .asString();
        secrets.plant("client secret", client);
    }

    private static Map<String, ?> retry() {
        return Map.of("first_delay", "100ms", "max_delay", "100ms", "max_attempts", 2);
    }

    /// Endpoints that cannot be reached or fail by TLS, and databases that refuse.
    private void failOtherwise(RestClient rest, SourcePostgres source, int untrustedPort)
            throws InterruptedException, IOException {
        sink(
                rest,
                "tls",
                Map.of(
                        "name", "tls",
                        "url", "https://127.0.0.1:%d/x".formatted(untrustedPort),
                        "auth",
                                Map.of(
                                        "type", "basic",
                                        "username", "u",
                                        "password", plant("basic password")),
                        "tls", certificate("TLS client key")));
        sink(
                rest,
                "closed",
                Map.of(
                        "name", "closed",
                        "url", "http://127.0.0.1:%d/x".formatted(closedPort()),
                        "auth",
                                Map.of(
                                        "type",
                                        "bearer",
                                        "token",
                                        secrets.plant("bearer token", "planted-bearer-5f31"))));
        database(rest, source, "refused", source.port(), "disable");
        database(rest, source, "gone", closedPort(), "disable");
        database(rest, source, "plain", source.port(), "require");
        try (SourcePostgres certified =
                TlsPostgres.shared().create(TlsPostgres.SignIn.CERTIFICATE)) {
            database(rest, certified, "certified", certified.port(), "require");
        }
    }

    /// A certificate that nobody knows, with its key.
    private Map<String, String> certificate(String name) {
        HeldCertificate certificate = new HeldCertificate.Builder().commonName("me").build();
        byte[] key = certificate.keyPair().getPrivate().getEncoded();
        // Where a line of its PEM ends.
        secrets.plant(name, Arrays.copyOfRange(key, 0, 48));
        secrets.plant("end of the " + name, Arrays.copyOfRange(key, 48, key.length));
        return Map.of(
                "client_certificate", certificate.certificatePem(),
                "client_key", certificate.privateKeyPkcs8Pem());
    }

    /// Where nobody listens any more.
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void sink(RestClient rest, String name, Map<String, ?> endpoint)
            throws InterruptedException {
        rest.create("/v1/http-endpoints", endpoint);
        rest.create(
                "/v1/sinks",
                Map.of(
                        "name", name,
                        "database", NAME,
                        "tables", List.of("public.item"),
                        "destination", Map.of("type", "webhook", "http_endpoint", name),
                        "retry", retry()));
        await(() -> rest.get("/v1/sinks/" + name).path("state").asString().equals("active"));
    }

    private void database(
            RestClient rest, SourcePostgres source, String name, int port, String mode)
            throws InterruptedException {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", name);
        fields.put("hostname", source.host());
        fields.put("port", port);
        fields.put("database", source.database());
        fields.put("username", source.user());
        fields.put("password", plant("password that is " + name));
        Map<String, String> tls = new HashMap<>(Map.of("mode", mode));
        if (!mode.equals("disable")) {
            tls.putAll(certificate("TLS client key of " + name));
        }
        fields.put("tls", tls);
        fields.put("slot", Map.of("name", "rowhook_" + name, "create", true));
        fields.put("publication", Map.of("name", "rowhook_" + name, "create", true));
        rest.create("/v1/databases", fields);
        String path = "/v1/databases/" + name;
        try {
            answers.put("test " + name, rest.create(path + "/test", Map.of()).toString());
        } catch (RestException e) {
            answers.put("test " + name, String.valueOf(e.getMessage()));
        }
        await(() -> !rest.get(path).path("conditions").isEmpty());
        answers.put(path, rest.get(path).toString());
    }

    private static void insert(SourcePostgres source) throws SQLException {
        try (Connection connection = source.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into item values (1, '%s')".formatted(ROW));
        }
    }

    /// Everything that makes more of a row that was refused.
    private void useAll(RestClient rest) throws InterruptedException {
        await(() -> rest.get("/v1/sinks/tls/attempts").toString().contains("tls_certificate"));
        await(() ->
                rest.get("/v1/sinks/closed/attempts").toString().contains("connection_refused"));
        String sink = "/v1/sinks/" + NAME;
        await(() -> !isEmpty(rest, sink + "/dead-letters"));
        rest.create(sink + "/dead-letters/redrive", Map.of("filter", Map.of(), "all", true));
        rest.create(sink + "/replay", Map.of("from", Map.of("seq", 1)));
        rest.create(sink + "/backfill-schedules", Map.of("cron", "0 0 0 * * ?"));
        rest.create(sink + "/backfills", Map.of());
        String key = secrets.plant("key of an erased row", "731950482615837264");
        rest.create(
                "/v1/erasures",
                Map.of("database", NAME, "table", "public.item", "key", Map.of("id", key)));
        await(() -> rest.get("/v1/erasures").at("/data/0/status").asString().equals("done"));
        await(() -> !isEmpty(rest, sink + "/dead-letters"));
    }

    private static boolean isEmpty(RestClient rest, String path) throws InterruptedException {
        return rest.get(path).path("data").isEmpty();
    }

    private PGSimpleDataSource superuser(DevInstance instance) throws IOException {
        PGSimpleDataSource superuser = new PGSimpleDataSource();
        superuser.setUrl("jdbc:postgresql://127.0.0.1:%d/rowhook".formatted(instance.storePort()));
        superuser.setUser("postgres");
        superuser.setPassword(Files.readString(data.resolve("postgres-password")).strip());
        return superuser;
    }

    /// What lies in the directory besides what Postgres keeps of tables.
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (!KEPT.contains(name) && !name.matches(".*/(base|global|pg_[a-z_]+)/.*")) {
                    files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
