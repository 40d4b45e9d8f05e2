package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.API_TOKEN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.TokenId;
import dev.rowhook.store.accounts.NewAccount;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class TokensTest {
    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client owner = server.client(account);

    private Client with(Answer made) {
        return new Client(server.uri(), made.string("/token"));
    }

    private Answer make(String scopes) {
        return owner.post("/v1/tokens", "{\"name\":\"ci\",\"scopes\":[%s]}".formatted(scopes));
    }

    @Test
    void aTokenIsShownOnceAndMayWhatItsScopesSay() {
        Answer made = make("\"sinks:read\",\"databases:read\"");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.string("/token")).matches("rhk_[0-9A-Za-z]{49}");
        String path = "/v1/tokens/" + made.string("/id");
        assertThat(
                        owner.get(path).json().at("/token").isMissingNode()
                                || owner.get(path).json().at("/token").isNull())
                .isTrue();
        assertThat(owner.get("/v1/tokens").text()).doesNotContain(made.string("/token"));
        assertThat(with(made).get("/v1/sinks").status()).isEqualTo(200);
        Answer refused = with(made).get("/v1/http-endpoints");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.string("/detail")).contains("endpoints:read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"scopes":["*"]}                                  | /name       | required
                    {"name":"a"}                                      | /scopes     | required
                    {"name":"a","scopes":[]}                          | /scopes     | out_of_range
                    {"name":"a","scopes":["sink:read"]}               | /scopes/0   | unknown_value
                    {"name":"a","scopes":["*","*"]}                   | /scopes/1   | duplicate
                    {"name":"a","scopes":["*"],"expires_in":"1s"}     | /expires_in | out_of_range
                    {"name":"a","scopes":["*"],"expire_in":"1h"}      | /expire_in  | unknown_field
                    """)
    void aBadRequestNamesTheField(String body, String pointer, String code) {
        Answer refused = owner.post("/v1/tokens", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void nobodyGrantsMoreThanTheyHold() {
        Client small = with(make("\"tokens:write\",\"tokens:read\",\"sinks:read\""));
        Answer more = small.post("/v1/tokens", "{\"name\":\"b\",\"scopes\":[\"sinks:write\"]}");
        assertThat(more.string("/errors/0/code")).isEqualTo("not_held");
        Answer all = small.post("/v1/tokens", "{\"name\":\"b\",\"scopes\":[\"*\"]}");
        assertThat(all.string("/errors/0/code")).isEqualTo("not_held");
        Answer same = small.post("/v1/tokens", "{\"name\":\"b\",\"scopes\":[\"sinks:read\"]}");
        assertThat(same.status()).isEqualTo(201);
        String first = "/v1/tokens/" + account.tokenId();
        assertThat(small.post(first + "/rotate", "{}").string("/code")).isEqualTo("not_held");
        assertThat(small.delete(first).string("/code")).isEqualTo("not_held");
        Answer client =
                small.post("/v1/oauth-clients", "{\"name\":\"b\",\"scopes\":[\"sinks:write\"]}");
        assertThat(client.string("/errors/0/code")).isEqualTo("not_held");
        Answer admin = small.post("/v1/invitations", "{\"email\":\"a@b.io\",\"role\":\"viewer\"}");
        assertThat(admin.status()).isEqualTo(403);
    }

    @Test
    void aRotatedTokenGoesOnUntilTheOverlapEnds() {
        Answer old = make("\"sinks:read\"");
        String path = "/v1/tokens/" + old.string("/id");
        Answer next = owner.post(path + "/rotate", "{\"overlap\":\"1h\"}");
        assertThat(next.status()).isEqualTo(201);
        assertThat(with(old).get("/v1/sinks").status()).isEqualTo(200);
        assertThat(with(next).get("/v1/sinks").status()).isEqualTo(200);
        Answer now = owner.get(path);
        assertThat(now.string("/rotated_to")).isEqualTo(next.string("/id"));
        assertThat(Instant.parse(now.string("/expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(61)));
        assertThat(owner.post(path + "/rotate", "{}").string("/code")).isEqualTo("rotated_already");

        Answer last =
                owner.post("/v1/tokens/" + next.string("/id") + "/rotate", "{\"overlap\":\"0s\"}");
        assertThat(with(next).get("/v1/sinks").status()).isEqualTo(401);
        assertThat(with(last).get("/v1/sinks").status()).isEqualTo(200);
    }

    @Test
    void aRotatedTokenLastsAsLongAgain() {
        Answer old =
                owner.post(
                        "/v1/tokens",
                        "{\"name\":\"a\",\"scopes\":[\"sinks:read\"],\"expires_in\":\"10d\"}");
        Answer next = owner.post("/v1/tokens/" + old.string("/id") + "/rotate", "{}");
        assertThat(Instant.parse(next.string("/expires_at")))
                .isAfter(Instant.now().plus(Duration.ofDays(10)).minusSeconds(60));
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        Answer made = make("\"sinks:read\"");
        assertThat(owner.delete("/v1/tokens/" + made.string("/id")).status()).isEqualTo(204);
        assertThat(with(made).get("/v1/sinks").status()).isEqualTo(401);
    }

    @Test
    void itsLastUseIsNotedSoonAfter() throws InterruptedException {
        Answer made = make("\"sinks:read\"");
        with(made).get("/v1/sinks");
        Instant giveUp = Instant.now().plusSeconds(30);
        while (lastUse(made) == null && Instant.now().isBefore(giveUp)) {
            Thread.sleep(50);
        }
        assertThat(lastUse(made)).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    private @Nullable Instant lastUse(Answer made) {
        return server.postgres()
                .worker()
                .select(API_TOKEN.LAST_USED_AT)
                .from(API_TOKEN)
                .where(API_TOKEN.ID.eq(TokenId.parse(made.string("/id")).orElseThrow().value()))
                .fetchSingle(API_TOKEN.LAST_USED_AT);
    }

    @Test
    void theSecretOfAClientIsShownOnceAndMadeAnew() {
        Answer made =
                owner.post("/v1/oauth-clients", "{\"name\":\"etl\",\"scopes\":[\"sinks:read\"]}");
        assertThat(made.string("/client_secret")).matches("rhc_[0-9A-Za-z]{49}");
        String path = "/v1/oauth-clients/" + made.string("/id");
        assertThat(owner.get(path).text()).doesNotContain("rhc_");
        Answer again = owner.post(path + "/rotate");
        assertThat(again.string("/client_secret"))
                .startsWith("rhc_")
                .isNotEqualTo(made.string("/client_secret"));
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).string("/code")).isEqualTo("oauth_client_not_found");
    }
}
