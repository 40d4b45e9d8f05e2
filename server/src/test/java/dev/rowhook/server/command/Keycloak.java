package dev.rowhook.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Keycloak with one realm, `acme`, in which Ada of the group `/platform` signs in, and Rowhook
/// is a client.
final class Keycloak implements AutoCloseable {
    private static final Path DISTRIBUTION = Path.of("target", "keycloak");
    private static final int STARTS_WITHIN_SECONDS = 180;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = OperatedServer.freePort();
    private final Process process;

    /// @param rowhook the port to which people come back
    Keycloak(Path directory, int rowhook) throws IOException, InterruptedException {
        Path home;
        try (Stream<Path> versions = Files.list(DISTRIBUTION)) {
            home = versions.findFirst().orElseThrow();
        }
        Path script = home.resolve("bin/kc.sh");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("acme.json");
        Files.writeString(realm, realm().replace("{port}", Integer.toString(rowhook)));
        Files.deleteIfExists(home.resolve("data/h2/keycloakdb.mv.db"));
        ProcessBuilder start =
                new ProcessBuilder(
                                script.toAbsolutePath().toString(),
                                "start-dev",
                                "--http-host",
                                "127.0.0.1",
                                "--http-port",
                                Integer.toString(port),
                                "--http-management-port",
                                Integer.toString(OperatedServer.freePort()),
                                "--import-realm")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keycloak.log").toFile());
        start.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        start.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        process = start.start();
        awaitStart();
    }

    private static String realm() throws IOException {
        try (InputStream stream = Keycloak.class.getResourceAsStream("keycloak-realm.json")) {
            return new String(
                    Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitStart() throws InterruptedException {
        URI discovery = URI.create(issuer() + "/.well-known/openid-configuration");
        for (int second = 0; second < STARTS_WITHIN_SECONDS; second++) {
            assertThat(process.isAlive()).isTrue();
            try {
                if (http.send(HttpRequest.newBuilder(discovery).build(), BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException _) {
                // Not yet.
            }
            Thread.sleep(1000);
        }
        throw new AssertionError("Keycloak did not start");
    }

    String issuer() {
        return "http://127.0.0.1:%d/realms/acme".formatted(port);
    }

    /// An access token of Ada's, as a program gets it.
    String token() throws Exception {
        return post(
                        "/realms/acme/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "password",
                                "client_id", "rowhook",
                                "client_secret", "the client's",
                                "username", "ada",
                                "password", "ada's",
                                "scope", "openid"))
                .path("access_token")
                .asString();
    }

    /// Has the realm sign with a new key from now on.
    void rotate() throws Exception {
        String admin =
                post(
                                "/realms/master/protocol/openid-connect/token",
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "admin-cli",
                                        "username", "admin",
                                        "password", "admin"))
                        .path("access_token")
                        .asString();
        HttpResponse<String> made =
                http.send(
                        HttpRequest.newBuilder(at("/admin/realms/acme/components"))
                                .header("Authorization", "Bearer " + admin)
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                {"name": "new", "providerId": "rsa-generated",
                                                 "providerType": "org.keycloak.keys.KeyProvider", "parentId": "acme",
                                                 "config": {"priority": ["200"], "enabled": ["true"], "active": ["true"]}}
                                                """))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private JsonNode post(String path, Map<String, String> form) throws Exception {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(at(path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(encode(form)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
