package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT_SIGNING_KEY;
import static dev.rowhook.store.jooq.Tables.SINK;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SigningKeyId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningScheme;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.keys.DataKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class SigningKeysTest {
    private static final String PATH = "/v1/http-endpoints/crm/signing-keys";

    private final ApiServer server = ApiServer.shared();
    private final PlayedOwner owner = server.bean(PlayedOwner.class);
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final Answer endpoint = create();

    private Answer create() {
        return client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
    }

    @BeforeEach
    void ownerAcknowledges() {
        owner.acknowledges = true;
    }

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    private Answer rotate(String json) {
        Answer rotated = client.post(PATH, json);
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        return rotated;
    }

    @Test
    void aNewEndpointHasAKeyWhoseSecretIsShownOnce() {
        SigningKey key = SigningKey.parse(Secret.of(endpoint.string("/signing_keys/0/secret")));
        assertThat(endpoint.string("/signing_keys/0/scheme")).isEqualTo("v1");
        assertThat(endpoint.string("/signing_keys/0/fingerprint")).isEqualTo(key.fingerprint());

        Answer listed = client.get(PATH);
        assertThat(listed.json().at("/data").size()).isEqualTo(1);
        assertThat(listed.string("/data/0/id")).isEqualTo(endpoint.string("/signing_keys/0/id"));
        assertThat(listed.json().at("/data/0/expires_at").isNull()).isTrue();
        String secret = key.secret().reveal();
        assertThat(listed.text()).doesNotContain(secret, "secret");
        assertThat(client.get("/v1/http-endpoints/crm").text()).doesNotContain(secret);
        assertThat(opened(endpoint.string("/signing_keys/0/id"))).isEqualTo(secret);
    }

    private String opened(String id) {
        SigningKeyId key = SigningKeyId.parse(id).orElseThrow();
        var worker = server.postgres().worker();
        var row =
                worker.selectFrom(HTTP_ENDPOINT_SIGNING_KEY)
                        .where(HTTP_ENDPOINT_SIGNING_KEY.ID.eq(key.value()))
                        .fetchSingle();
        SealedPlace place =
                SealedPlace.signingKey(
                        account.account(), new EndpointId(row.getEndpointId()), key.value());
        return server.bean(DataKeys.class).openSecret(worker, place, row.getSealed()).reveal();
    }

    @Test
    void aNewKeyLetsTheOlderOnesOfItsSchemeExpire() {
        Answer other = rotate("{\"scheme\":\"v1a\"}");
        assertThat(other.string("/public_key")).startsWith("whpk_");
        Answer key = rotate("{}");
        assertThat(key.string("/secret")).startsWith("whsec_");
        assertThat(key.json().has("public_key")).isFalse();

        Answer listed = client.get(PATH);
        assertThat(listed.string("/data/0/id")).isEqualTo(key.string("/id"));
        assertThat(listed.json().at("/data/0/expires_at").isNull()).isTrue();
        assertThat(listed.string("/data/1/public_key")).isEqualTo(other.string("/public_key"));
        assertThat(listed.json().at("/data/1/expires_at").isNull()).isTrue();
        Instant end = Instant.parse(listed.string("/data/2/expires_at"));
        assertThat(Duration.between(Instant.now(), end))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        rotate("{\"overlap\":\"7d\"}");
        assertThat(client.get(PATH).string("/data/3/expires_at")).isEqualTo(end.toString());
    }

    @Test
    void withoutAnOverlapTheOldKeyIsGone() {
        Answer key = rotate("{\"overlap\":\"0s\"}");
        rotate("{\"scheme\":\"v1a\",\"overlap\":\"0s\"}");
        Answer listed = client.get(PATH);
        assertThat(listed.json().at("/data").size()).isEqualTo(2);
        assertThat(listed.string("/data/1/id")).isEqualTo(key.string("/id"));
    }

    @Test
    void oneMayBringAKeyOfOnesOwn() {
        SigningKey own = SigningKey.generate(SigningScheme.V1A);
        String body = "{\"scheme\":\"v1a\",\"secret\":\"%s\"}".formatted(own.secret().reveal());
        Answer taken = rotate(body);
        assertThat(taken.json().has("secret")).as("it is known").isFalse();
        assertThat(taken.string("/fingerprint")).isEqualTo(own.fingerprint());
        assertThat(opened(taken.string("/id"))).isEqualTo(own.secret().reveal());
        assertThat(client.post(PATH, body).string("/code")).isEqualTo("key_exists");
    }

    @Test
    void thereIsABoundOfKeys() {
        for (int i = 1; i < 10; i++) {
            rotate("{}");
        }
        Answer refused = client.post(PATH, "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("limit_reached");
        assertThat(client.get(PATH).json().at("/data/0/expires_at").isNull()).isTrue();
        rotate("{\"overlap\":\"0s\"}");
        assertThat(client.get(PATH).json().at("/data").size()).isEqualTo(1);
    }

    @Test
    void theLastKeyIsNotDeleted() {
        String first = endpoint.string("/signing_keys/0/id");
        isLast(client.delete(PATH + "/" + first));
        Answer second = rotate("{}");
        isLast(client.delete(PATH + "/" + second.string("/id")));
        assertThat(client.delete(PATH + "/" + first).status()).isEqualTo(204);
        assertThat(client.delete(PATH + "/" + first).status()).isEqualTo(404);
        assertThat(client.get(PATH).json().at("/data").size()).isEqualTo(1);
    }

    private static void isLast(Answer refused) {
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.string("/code")).isEqualTo("last_key");
    }

    @Test
    void anEditOfKeysIsOneOfTheEndpoint() {
        client.post("/v1/databases", Bodies.database("prod"));
        client.post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        rotate("{}");
        assertThat(version()).isEqualTo(3);
        client.delete(PATH + "/" + endpoint.string("/signing_keys/0/id"));
        assertThat(version()).isEqualTo(4);
        owner.acknowledges = false;
        Answer saved = client.post(PATH, "{}");
        assertThat(saved.status()).isEqualTo(202);
        assertThat(saved.string("/secret")).startsWith("whsec_");
    }

    private long version() {
        return server.postgres()
                .worker()
                .select(SINK.SETTINGS_VERSION)
                .from(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.account().value()))
                .fetchSingle()
                .value1();
    }

    @Test
    void keysOfAnotherAccountOrEndpointAreNotFound() {
        String id = endpoint.string("/signing_keys/0/id");
        Client other = server.client();
        other.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        assertThat(other.delete(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(other.get(PATH).text()).doesNotContain(id);
        String foreign = "/v1/http-endpoints/" + endpoint.string("/id") + "/signing-keys";
        assertThat(other.get(foreign).status()).isEqualTo(404);
        assertThat(other.post(foreign, "{}").status()).isEqualTo(404);
        assertThat(other.delete(foreign + "/" + id).status()).isEqualTo(404);

        client.post("/v1/http-endpoints", Bodies.endpoint("second"));
        Answer wrong = client.delete("/v1/http-endpoints/second/signing-keys/" + id);
        assertThat(wrong.string("/code")).isEqualTo("signing_key_not_found");
        assertThat(client.get(PATH).json().at("/data").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "scheme":"v2"                        | /scheme  | unknown_value
                    "overlap":"8d"                       | /overlap | out_of_range
                    "overlap":86400                      | /overlap | wrong_type
                    "secret":"hunter2"                   | /secret  | invalid_key
                    "secret":"whsec_aHVudGVyMg=="        | /secret  | invalid_key
                    "secret":"whsec_!hunter2"            | /secret  | invalid_key
                    "secret":"whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" | /secret | invalid_key
                    "secrets":"hunter2"                  | /secrets | unknown_field
                    """)
    void aWrongFieldIsNamed(String field, String pointer, String code) {
        Answer refused = client.post(PATH, "{" + field + "}");
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).isEqualTo(code);
        assertThat(refused.text()).doesNotContain("hunter2", "aHVudGVyMg");
    }
}
