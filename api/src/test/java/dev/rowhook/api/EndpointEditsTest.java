package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_DELIVERY;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.jooq.tables.records.HttpEndpointRecord;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.tls.HeldCertificate;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class EndpointEditsTest {
    private static final String PATH = "/v1/http-endpoints/crm";
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder().build();

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);

    @BeforeEach
    void createAnEndpointWithSecrets() {
        owner.acknowledges = true;
        Answer created =
                client.post(
                        "/v1/http-endpoints",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of(
                                                "name", "crm",
                                                "url", "https://a.io/x?key=hunter1",
                                                "headers", Map.of("X-Env", "prod"),
                                                "encrypted_headers",
                                                        Map.of(
                                                                "X-Key", "hunter2", "X-Other",
                                                                "hunter3"),
                                                "auth", oauth2("https://id.acme.io/token"),
                                                "tls",
                                                        Map.of(
                                                                "client_certificate",
                                                                CERTIFICATE.certificatePem(),
                                                                "client_key",
                                                                CERTIFICATE
                                                                        .privateKeyPkcs8Pem()))));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    private static Map<String, String> oauth2(String tokenUrl) {
        return Map.of(
                "type", "oauth2_client_credentials",
                "token_url", tokenUrl,
                "client_id", "c",
                "client_secret", "hunter4");
    }

    private Answer patch(String json) {
        Answer answer = client.patch(PATH, json);
        assertThat(answer.text()).doesNotContain("hunter", "PRIVATE KEY");
        return answer;
    }

    private static void isFine(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void createSinks() {
        client.post("/v1/databases", Bodies.database("one"));
        client.post("/v1/databases", Bodies.database("two"));
        client.post("/v1/sinks", Bodies.sink("a", "one", "crm"));
        client.post("/v1/sinks", Bodies.sink("b", "two", "crm"));
        owner.awaited.clear();
    }

    @Test
    void whatIsNotNamedStays() {
        Answer before = client.get(PATH);
        isFine(patch("{\"name\":\"crm\"}"));
        assertThat(client.get(PATH).json()).isEqualTo(before.json());
        Answer changed =
                patch(
                        "{\"headers\":{\"X-Env\":null,\"X-New\":\"1\"},\"breaker\":{\"failures\":9}}");
        isFine(changed);
        assertThat(changed.json().at("/headers").toString()).isEqualTo("{\"X-New\":\"1\"}");
        assertThat(changed.string("/breaker/first_pause")).isEqualTo("1s");
        assertThat(changed.json().at("/breaker/failures").asInt()).isEqualTo(9);
        assertThat(changed.json().at("/auth")).isEqualTo(before.json().at("/auth"));
        assertThat(changed.json().at("/tls")).isEqualTo(before.json().at("/tls"));
        assertThat(secrets()).containsExactly("key=hunter1", "hunter2", "hunter3", "hunter4");
        assertThat(clientKey()).isEqualTo(CERTIFICATE.privateKeyPkcs8Pem());
    }

    @Test
    void encryptedHeadersAreMergedOneByOne() {
        Answer changed =
                patch(
                        "{\"encrypted_headers\":{\"x-key\":\"hunter9\",\"X-Other\":null,\"N\":\"hunter8\"}}");
        isFine(changed);
        assertThat(changed.json().at("/encrypted_headers").propertyNames())
                .containsExactlyInAnyOrder("x-key", "N");
        assertThat(secrets()).containsExactly("key=hunter1", "hunter8", "hunter9", "hunter4");
        isFine(patch("{\"encrypted_headers\":null}"));
        assertThat(secrets()).containsExactly("key=hunter1", "hunter4");
    }

    @Test
    void theQueryStringStaysWhereItsMaskDoes() {
        isFine(patch("{\"url\":\"https://a.io/y?…\"}"));
        assertThat(secrets()).contains("key=hunter1");
        assertThat(client.get(PATH).string("/url")).isEqualTo("https://a.io/y?…");
        isFine(patch("{\"url\":\"https://a.io:443/y\"}"));
        assertThat(client.get(PATH).string("/url")).isEqualTo("https://a.io:443/y");
        assertThat(patch("{\"url\":\"https://a.io/y?…\"}").string("/errors/0/code"))
                .isEqualTo("invalid_url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.io/x?…",
                "https://a.io:8443/x?…",
                "http://a.io:443/x?…",
                "https://a.io.evil.io/x?…"
            })
    void anotherOriginNeedsAllSecretsAgain(String url) {
        Answer refused = patch("{\"url\":\"%s\"}".formatted(url));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").valueStream())
                .allMatch(error -> error.path("code").asString().equals("secret_required"))
                .extracting(error -> error.path("pointer").asString())
                .containsExactly(
                        "/encrypted_headers/X-Key",
                        "/encrypted_headers/X-Other",
                        "/url",
                        "/auth/client_secret",
                        "/tls/client_key");
        assertThat(client.get(PATH).string("/url")).isEqualTo("https://a.io/x?…");
    }

    @Test
    void withAllSecretsAnotherOriginIsTaken() {
        Answer moved =
                patch(
                        JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of(
                                                "url", "https://b.io/x",
                                                "encrypted_headers", Map.of("X-Key", "hunter5"),
                                                "auth", Map.of("client_secret", "hunter6"),
                                                "tls",
                                                        Map.of(
                                                                "client_key",
                                                                CERTIFICATE
                                                                        .privateKeyPkcs8Pem()))));
        assertThat(moved.string("/errors/0/pointer")).isEqualTo("/encrypted_headers/X-Other");
        Answer done =
                patch(
                        """
                        {"url":"https://b.io/x","encrypted_headers":{"X-Key":"hunter5","X-Other":null},
                         "auth":null,"tls":null}
                        """);
        isFine(done);
        assertThat(secrets()).containsExactly("hunter5");
    }

    @Test
    void anotherAuthorityNeedsAllSecretsAgain() {
        String ca = JsonMapper.shared().writeValueAsString(CERTIFICATE.certificatePem());
        Answer refused = patch("{\"tls\":{\"ca\":%s}}".formatted(ca));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").size()).isEqualTo(5);
        assertThat(refused.string("/errors/0/code")).isEqualTo("secret_required");
    }

    @Test
    void anotherTokenUrlOrTypeNeedsTheSecretAgain() {
        isFine(patch("{\"auth\":{\"token_url\":\"https://id.acme.io/v2/token\"}}"));
        for (String auth :
                List.of(
                        "{\"token_url\":\"https://evil.io/token\"}",
                        "{\"type\":\"basic\",\"username\":\"u\"}",
                        "{\"type\":\"bearer\"}")) {
            Answer refused = patch("{\"auth\":%s}".formatted(auth));
            assertThat(refused.status()).as(auth).isEqualTo(422);
            assertThat(refused.string("/errors/0/code")).as(auth).isEqualTo("secret_required");
            assertThat(refused.json().at("/errors").size()).isEqualTo(1);
        }
        isFine(patch("{\"auth\":{\"type\":\"bearer\",\"token\":\"hunter7\"}}"));
        assertThat(client.get(PATH).json().at("/auth").toString())
                .isEqualTo("{\"type\":\"bearer\",\"token\":\"%s\"}".formatted(Secret.MASK));
        isFine(patch("{\"auth\":null}"));
        assertThat(secrets()).containsExactly("key=hunter1", "hunter2", "hunter3");
    }

    @Test
    void aKeptKeyHasToBeThatOfANewCertificate() {
        HeldCertificate other = new HeldCertificate.Builder().build();
        HeldCertificate renewed =
                new HeldCertificate.Builder()
                        .keyPair(CERTIFICATE.keyPair())
                        .commonName("renewed")
                        .build();
        Answer refused = patch(certificate(other));
        assertThat(refused.string("/errors/0/code")).isEqualTo("key_mismatch");
        Answer taken = patch(certificate(renewed));
        assertThat(taken.string("/tls/client_certificate/subject")).isEqualTo("CN=renewed");
        isFine(patch("{\"tls\":{\"client_certificate\":null}}"));
        assertThat(row().getClientKey()).isNull();
    }

    private static String certificate(HeldCertificate certificate) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("tls", Map.of("client_certificate", certificate.certificatePem())));
    }

    @Test
    void anEditTakesAVersionForEverySinkAndAwaitsIt() {
        createSinks();
        isFine(patch("{\"rate_limit\":{\"requests\":7}}"));
        assertThat(owner.awaited).containsExactly(3L, 3L);
        assertThat(versions()).containsExactly(3L, 3L);
        assertThat(databaseVersions()).containsExactly(3L, 3L);
        isFine(patch("{\"rate_limit\":{\"requests\":7,\"per\":\"1000ms\"}}"));
        assertThat(versions()).containsExactly(3L, 3L);
        owner.acknowledges = false;
        assertThat(patch("{\"rate_limit\":null}").status()).isEqualTo(202);
        assertThat(versions()).containsExactly(4L, 4L);
    }

    @Test
    void anEndpointIsDisabledAndEnabled() {
        createSinks();
        Instant before = Instant.parse(client.get(PATH).string("/status_since"));
        Answer disabled = patch("{\"status\":\"disabled\"}");
        assertThat(disabled.string("/status")).isEqualTo("disabled");
        assertThat(Instant.parse(disabled.string("/status_since"))).isAfter(before);
        assertThat(versions()).containsExactly(3L, 3L);
        worker().update(HTTP_ENDPOINT)
                .set(HTTP_ENDPOINT.STATUS_REASON, "gone")
                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.account().value()))
                .execute();
        Answer other = patch("{\"breaker\":{\"failures\":6}}");
        assertThat(other.string("/status_reason")).isEqualTo("gone");
        assertThat(other.string("/status_since")).isEqualTo(disabled.string("/status_since"));
        Answer enabled = patch("{\"status\":\"active\"}");
        assertThat(enabled.string("/status")).isEqualTo("active");
        assertThat(enabled.json().at("/status_reason").isNull()).isTrue();
    }

    @Test
    void theBreakersOfItsSinksAreShown() {
        createSinks();
        hasState(
                "closed",
                "[{\"name\":\"a\",\"breaker\":\"closed\"},{\"name\":\"b\",\"breaker\":\"closed\"}]");
        breaker("a", "open");
        hasState(
                "half_open",
                "[{\"name\":\"a\",\"breaker\":\"open\"},{\"name\":\"b\",\"breaker\":\"closed\"}]");
        breaker("b", "half_open");
        hasState(
                "open",
                "[{\"name\":\"a\",\"breaker\":\"open\"},{\"name\":\"b\",\"breaker\":\"half_open\"}]");
    }

    private void hasState(String state, String sinks) {
        Answer shown = client.get(PATH);
        assertThat(shown.string("/breaker/state")).isEqualTo(state);
        assertThat(shown.json().at("/sinks").toString()).isEqualTo(sinks);
    }

    private void breaker(String name, String state) {
        UUID sink =
                SinkId.parse(client.get("/v1/sinks/" + name).string("/id")).orElseThrow().value();
        assertThat(worker().fetchExists(SINK_CURSOR, SINK_CURSOR.SINK_ID.eq(sink))).isTrue();
        worker().insertInto(SINK_DELIVERY)
                .set(SINK_DELIVERY.ACCOUNT_ID, account.account().value())
                .set(SINK_DELIVERY.SINK_ID, sink)
                .set(SINK_DELIVERY.BREAKER, state)
                .set(SINK_DELIVERY.SINCE, Instant.EPOCH)
                .set(SINK_DELIVERY.CONCURRENCY, 1)
                .execute();
    }

    @Test
    void aHeaderThatASinkSendsCannotBecomeASecret() {
        createSinks();
        client.patch("/v1/sinks/a", "{\"destination\":{\"headers\":{\"X-Team\":\"blue\"}}}");
        Answer refused = patch("{\"encrypted_headers\":{\"x-team\":\"hunter5\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo("/encrypted_headers/x-team");
        assertThat(refused.string("/errors/0/detail")).contains("sink a");
        isFine(patch("{\"auth\":null}"));
        client.patch("/v1/sinks/a", "{\"destination\":{\"headers\":{\"Authorization\":\"x\"}}}");
        Answer auth = patch("{\"auth\":{\"type\":\"bearer\",\"token\":\"hunter5\"}}");
        assertThat(auth.string("/errors/0/pointer")).isEqualTo("/auth");
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        client.post("/v1/http-endpoints", Bodies.endpoint("other"));
        Answer taken = patch("{\"name\":\"other\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.string("/code")).isEqualTo("name_taken");
        Answer renamed = patch("{\"name\":\"better\"}");
        assertThat(renamed.string("/name")).isEqualTo("better");
        assertThat(client.get(PATH).status()).isEqualTo(404);
    }

    @Test
    void anEditOfNoEndpointIsNotFound() {
        assertThat(client.patch("/v1/http-endpoints/none", "{}").status()).isEqualTo(404);
        assertThat(server.client().patch(PATH, "{\"status\":\"odd\"}").status()).isEqualTo(404);
        assertThat(patch("{\"url\":null}").string("/errors/0/code")).isEqualTo("required");
        assertThat(patch("{\"urll\":null}").string("/errors/0/code")).isEqualTo("unknown_field");
    }

    private HttpEndpointRecord row() {
        return worker().selectFrom(HTTP_ENDPOINT)
                .where(HTTP_ENDPOINT.ACCOUNT_ID.eq(account.account().value()))
                .and(HTTP_ENDPOINT.NAME.eq("crm"))
                .fetchSingle();
    }

    /// Those of the query string, of the encrypted headers by name, and of `auth`, as a worker
    /// opens them.
    private List<String> secrets() {
        return new OpenedEndpoint(worker(), server.bean(DataKeys.class), account.account(), row())
                .secrets();
    }

    private String clientKey() {
        SealedPlace place =
                SealedPlace.endpointClientKey(account.account(), new EndpointId(row().getId()));
        return server.bean(DataKeys.class)
                .openSecret(worker(), place, row().getClientKey())
                .reveal();
    }

    private List<Long> versions() {
        return worker().select(SINK.SETTINGS_VERSION)
                .from(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                .orderBy(SINK.NAME)
                .fetch(SINK.SETTINGS_VERSION);
    }

    private List<Long> databaseVersions() {
        return worker().select(DATABASE.SETTINGS_VERSION)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.account().value()))
                .orderBy(DATABASE.NAME)
                .fetch(DATABASE.SETTINGS_VERSION);
    }

    private DSLContext worker() {
        return server.postgres().worker();
    }
}
