package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.accounts.NewAccount;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

class ProblemsTest {
    private final ApiServer server = ApiServer.shared();
    private final Client client = server.client();

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.string("/code")).isEqualTo(code);
        assertThat(answer.string("/type")).isEqualTo("/problems/" + code);
        assertThat(answer.string("/title")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("Exception", "dev.rowhook", "select ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer rhk_short",
                "Basic dXNlcjpwYXNz",
                "Bearer \u00e9"
            })
    void withoutATokenNothingIsAnswered(String header) {
        Client nobody = new Client(server.uri(), "");
        for (String path : new String[] {"/v1/sinks", "/v1/databases/x", "/v1/nothing", "/x"}) {
            var request = nobody.request(path).GET();
            Answer answer =
                    nobody.send(
                            header.isEmpty() ? request : request.header("Authorization", header));
            isProblem(answer, 401, "unauthorized");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");
        }
    }

    @Test
    void aTokenThatIsUnknownOrExpiredIsNobodys() {
        String unknown = OpaqueToken.create(TokenKind.API).reveal();
        isProblem(new Client(server.uri(), unknown).get("/v1/sinks"), 401, "unauthorized");

        NewAccount account = server.createAccount();
        server.postgres()
                .worker()
                .update(API_TOKEN)
                .set(API_TOKEN.EXPIRES_AT, Instant.now().minusSeconds(1))
                .where(API_TOKEN.ID.eq(account.tokenId().value()))
                .execute();
        isProblem(server.client(account).get("/v1/sinks"), 401, "unauthorized");
    }

    @Test
    void twoAuthorizationHeadersAreNone() {
        isProblem(
                client.send(client.request("/v1/sinks").header("Authorization", "Bearer x")),
                401,
                "unauthorized");
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        Client nobody = new Client(server.uri(), "");
        var request =
                nobody.request("/v1/sinks").header("Authorization", "bearer " + client.token());
        assertThat(nobody.send(request).status()).isEqualTo(200);
    }

    @Test
    void noCookieAndNoSessionIsMade() {
        assertThat(client.get("/v1/sinks").response().headers().map())
                .doesNotContainKey("set-cookie");
    }

    @Test
    void whetherTheServerLivesNeedsNoToken() {
        Client nobody = new Client(server.uri(), "");
        isProblem(nobody.get("/livez"), 404, "not_found");
        isProblem(nobody.get("/readyz"), 404, "not_found");
        isProblem(nobody.get("/error"), 404, "not_found");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        isProblem(client.get("/v1/nothing"), 404, "not_found");
        isProblem(client.get("/x"), 404, "not_found");
        isProblem(client.get("/v1/databases/none"), 404, "database_not_found");
        isProblem(client.get("/v1/http-endpoints/none"), 404, "http_endpoint_not_found");
        isProblem(client.delete("/v1/sinks/none"), 404, "sink_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1//sinks", "/v1/sinks/a;b", "/v1/sinks/%2e%2e/x", "/v1/sinks/a%00"})
    void aPathThatIsWrittenStrangelyIsABadRequest(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("/code")).isEqualTo("bad_request");
    }

    @Test
    void anotherMethodIsNotAllowed() {
        Answer answer = client.delete("/v1/sinks");
        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.response().headers().firstValue("Allow")).isPresent();
    }

    @Test
    void onlyJsonIsTaken() {
        var request =
                client.request("/v1/sinks")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"));
        isProblem(client.send(request), 415, "unsupported_media_type");
        isProblem(client.post("/v1/sinks"), 415, "unsupported_media_type");
    }

    @Test
    void onlyJsonIsGiven() {
        var request = client.request("/v1/sinks").header("Accept", "text/html");
        isProblem(client.send(request), 406, "not_acceptable");
    }

    @Test
    void aBodyCutAtAnyLengthIsMalformed() {
        String body = Bodies.database("cut").strip();
        for (int length = 0; length < body.length(); length++) {
            isProblem(
                    client.post("/v1/databases", body.substring(0, length)), 400, "malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{} {}", "{\"password\":hunter2}", "{'a':1}", "{,}"})
    void whatIsNoObjectIsMalformed(String body) {
        Answer answer = client.post("/v1/databases", body);
        isProblem(answer, 400, "malformed_json");
        assertThat(answer.text()).doesNotContain("hunter2");
    }

    @Test
    void malformedUtf8AndDeepNestingAreMalformed() {
        byte[] bytes = "{\"name\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[9] = (byte) 0xFF;
        var request =
                client.request("/v1/databases")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes));
        isProblem(client.send(request), 400, "malformed_json");
        isProblem(
                client.post("/v1/databases", "{\"a\":" + "[".repeat(5000)), 400, "malformed_json");
    }

    @Test
    void aNameTwiceIsRefusedWhereverItIs() {
        Answer top = client.post("/v1/databases", "{\"name\":\"a\",\"name\":\"b\"}");
        isProblem(top, 400, "duplicate_field");
        assertThat(top.string("/errors/0/pointer")).isEqualTo("/name");
        Answer inner = client.post("/v1/databases", "{\"tls\":{\"mode\":1,\"mode\":2}}");
        assertThat(inner.string("/errors/0/pointer")).isEqualTo("/tls/mode");
    }

    @Test
    void aLargeBodyIsRefused() {
        String body = "{\"name\":\"" + "a".repeat(1 << 20) + "\"}";
        isProblem(client.post("/v1/databases", body), 413, "body_too_large");
    }
}
