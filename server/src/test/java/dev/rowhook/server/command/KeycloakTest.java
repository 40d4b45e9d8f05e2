package dev.rowhook.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// People and programs who come from a Keycloak, an issuer that others wrote.
@Tag("long")
class KeycloakTest {
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    @TempDir private static Path directory;
    private static OperatedServer operated;
    private static Keycloak keycloak;
    private static Process server;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        operated =
                new OperatedServer(
                        directory,
                        List.of(
                                "public-url = http://127.0.0.1:{port}",
                                "oidc.keycloak.client-id = rowhook",
                                "oidc.keycloak.client-secret = the client's",
                                "oidc.keycloak.audience = rowhook-api",
                                "oidc.keycloak.title = Acme"));
        keycloak = new Keycloak(directory, operated.port);
        operated.set("oidc.keycloak.issuer = " + keycloak.issuer());
        assertThat(operated.run("setup").code()).isZero();
        assertThat(operated.run("migrate").code()).isZero();
        operated.run("owner", "invite", "owner@acme.io", "--new-account", "Acme");
        operated.set("oidc.keycloak.roles = groups=/platform -> %s admin".formatted(account()));
        server = operated.listening(directory.resolve("server.log"));
    }

    private static String account() throws Exception {
        try (Connection connection = operated.postgres().superuser("rowhook").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select rowhook.id_text('acc_', account_id) from rowhook.account")) {
            row.next();
            return row.getString(1);
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.destroyForcibly();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        operated.close();
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + operated.port).resolve(path);
    }

    private static HttpResponse<String> me(String token) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(at("/v1/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> browse(HttpRequest.Builder request) throws Exception {
        String host = request.build().uri().getAuthority();
        Map<String, String> own = cookies.computeIfAbsent(host, _ -> new HashMap<>());
        String sent =
                own.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        HttpRequest.Builder whole = sent.isEmpty() ? request : request.header("Cookie", sent);
        HttpResponse<String> response = HTTP.send(whole.build(), BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            own.put(pair[0], pair[1]);
        }
        return response;
    }

    private HttpResponse<String> follow(HttpResponse<String> redirect) throws Exception {
        assertThat(redirect.statusCode()).as(redirect.body()).isIn(302, 303);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        return browse(HttpRequest.newBuilder(redirect.uri().resolve(location)));
    }

    @Test
    void aProgramsTokenIsTakenAndSoIsOneOfANewKey() throws Exception {
        String before = keycloak.token();
        HttpResponse<String> me = me(before);
        assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
        assertThat(me.body()).contains("ada@acme.io", "Acme", "admin");
        keycloak.rotate();
        String after = keycloak.token();
        assertThat(header(after)).isNotEqualTo(header(before));
        // Keys are looked for every five seconds at most.
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (me(after).statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.sleep(200);
        }
        assertThat(me(before).statusCode()).isEqualTo(200);
        assertThat(me(before + "x").statusCode()).isEqualTo(401);
    }

    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    @Test
    void aPersonSignsInThere() throws Exception {
        HttpResponse<String> start =
                browse(HttpRequest.newBuilder(at("/sign-in/oidc/start/keycloak?next=/v1/me")));
        HttpResponse<String> form = follow(start);
        Matcher action = ACTION.matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        HttpResponse<String> signedIn =
                browse(
                        HttpRequest.newBuilder(
                                        form.uri().resolve(action.group(1).replace("&amp;", "&")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                Keycloak.encode(
                                                        Map.of(
                                                                "username", "ada",
                                                                "password", "ada's")))));
        HttpResponse<String> last = follow(follow(follow(signedIn)));
        assertThat(last.uri()).isEqualTo(at("/v1/me"));
        JsonNode me = JsonMapper.shared().readTree(last.body());
        assertThat(me.path("email").asString()).isEqualTo("ada@acme.io");
        assertThat(me.at("/accounts/0/role").asString()).isEqualTo("admin");
        assertThat(me.path("csrf_token").asString()).isNotEmpty();
    }
}
