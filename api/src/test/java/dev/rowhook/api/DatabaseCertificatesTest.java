package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.keys.DataKeys;

import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The client certificate of a database: what is taken, shown, kept and refused.
class DatabaseCertificatesTest {
    private static final String PATH = "/v1/databases/prod";
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().commonName("rowhook at prod").build();

    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final PlayedOwner owner = server.bean(PlayedOwner.class);

    @AfterEach
    void ownerIsAway() {
        owner.acknowledges = false;
    }

    private static String json(Map<String, ?> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private static Map<String, String> pair(HeldCertificate certificate, String key) {
        return Map.of("client_certificate", certificate.certificatePem(), "client_key", key);
    }

    private static Map<String, String> pair(HeldCertificate certificate) {
        return pair(certificate, certificate.privateKeyPkcs8Pem());
    }

    /// Without a password.
    private Answer create(Map<String, ?> tls) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", "prod");
        fields.put("hostname", "db.acme.io");
        fields.put("database", "app");
        fields.put("username", "rowhook");
        fields.put("tls", tls);
        return client.post("/v1/databases", json(fields));
    }

    private Answer patchTls(Map<String, ?> tls) {
        return client.patch(PATH, json(Map.of("tls", tls)));
    }

    private void isCreated(Map<String, ?> tls) {
        Answer created = create(tls);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private static void isSaved(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static void isRefused(Answer answer, String pointer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().at("/errors").size()).as(answer.text()).isEqualTo(1);
        assertThat(answer.string("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.string("/errors/0/code")).isEqualTo(code);
        assertThat(answer.text()).doesNotContain("PRIVATE KEY");
    }

    private DatabaseRecord row() {
        return server.postgres()
                .worker()
                .selectFrom(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.account().value()))
                .fetchSingle();
    }

    private String keptKey() {
        DatabaseRecord row = row();
        SealedPlace place =
                SealedPlace.databaseClientKey(account.account(), new DatabaseId(row.getId()));
        return server.bean(DataKeys.class)
                .openSecret(server.postgres().worker(), place, row.getClientKey())
                .reveal();
    }

    @Test
    void aCertificateIsEnoughAndShownWithoutItsKey() {
        HeldCertificate authority = new HeldCertificate.Builder().build();
        Map<String, Object> tls = new HashMap<>(pair(CERTIFICATE));
        tls.put("client_certificate", CERTIFICATE.certificatePem() + authority.certificatePem());
        Answer created = create(tls);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.string("/tls/mode")).isEqualTo("verify-full");
        assertThat(created.string("/tls/client_certificate/subject"))
                .isEqualTo("CN=rowhook at prod");
        assertThat(created.string("/tls/client_certificate/expires_at"))
                .isEqualTo(CERTIFICATE.certificate().getNotAfter().toInstant().toString());
        assertThat(client.get(PATH).json()).isEqualTo(created.json());
        assertThat(created.text() + client.get("/v1/audit-events").text())
                .contains("CN=rowhook at prod")
                .doesNotContain("PRIVATE KEY", "BEGIN", "client_key\":\"");
        assertThat(row().getPassword()).isNull();
        assertThat(keptKey()).isEqualTo(CERTIFICATE.privateKeyPkcs8Pem());

        client.post(PATH + "/test");
        ConnectionSettings probed = owner.probed.getLast();
        assertThat(probed.password()).isEmpty();
        assertThat(probed.tls().client())
                .contains(
                        new ClientIdentity(
                                CERTIFICATE.certificatePem() + authority.certificatePem(),
                                Secret.of(CERTIFICATE.privateKeyPkcs8Pem())));
        assertThat(probed.toString()).doesNotContain("PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void keysOfOtherKindsAreTakenToo(String algorithm) throws GeneralSecurityException {
        isCreated(
                pair(
                        new HeldCertificate.Builder()
                                .signedBy(CERTIFICATE)
                                .keyPair(KeyPairGenerator.getInstance(algorithm).generateKeyPair())
                                .build()));
    }

    @Test
    void withoutOneAPasswordIsNeeded() {
        isRefused(create(Map.of("mode", "require")), "/password", "required");
        isRefused(
                client.post(
                        "/v1/databases", Bodies.database("prod").replace("\"hunter2\"", "null")),
                "/password",
                "required");
    }

    @Test
    void certificateAndKeyComeTogetherAndFit() {
        HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
        HeldCertificate other = new HeldCertificate.Builder().build();
        isRefused(
                create(Map.of("client_certificate", CERTIFICATE.certificatePem())),
                "/tls/client_key",
                "required");
        isRefused(
                create(pair(CERTIFICATE, other.privateKeyPkcs8Pem())),
                "/tls/client_key",
                "key_mismatch");
        isRefused(
                create(pair(CERTIFICATE, rsa.privateKeyPkcs8Pem())),
                "/tls/client_key",
                "invalid_key");
        isRefused(create(pair(rsa, rsa.privateKeyPkcs1Pem())), "/tls/client_key", "invalid_key");
        isRefused(
                create(
                        Map.of(
                                "client_certificate",
                                CERTIFICATE.certificatePem() + CERTIFICATE.privateKeyPkcs8Pem(),
                                "client_key",
                                CERTIFICATE.privateKeyPkcs8Pem())),
                "/tls/client_certificate",
                "invalid_certificate");
        client.post("/v1/databases", Bodies.database("prod"));
        isRefused(
                patchTls(Map.of("client_key", CERTIFICATE.privateKeyPkcs8Pem())),
                "/tls/client_certificate",
                "required");
    }

    @Test
    void whatHasExpiredOrHoldsAKeyIsRefused() {
        long end = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        HeldCertificate expired =
                new HeldCertificate.Builder().validityInterval(end - 86_400_000, end).build();
        isRefused(create(pair(expired)), "/tls/client_certificate", "certificate_expired");
        Map<String, Object> tls = new HashMap<>(pair(CERTIFICATE));
        tls.put("ca", expired.certificatePem());
        isRefused(create(tls), "/tls/ca", "certificate_expired");
        tls.put("ca", CERTIFICATE.certificatePem() + CERTIFICATE.privateKeyPkcs8Pem());
        isRefused(create(tls), "/tls/ca", "invalid_certificate");
    }

    @Test
    void withoutTlsThereIsNoCertificate() {
        Map<String, Object> tls = new HashMap<>(pair(CERTIFICATE));
        tls.put("mode", "disable");
        isRefused(create(tls), "/tls/client_certificate", "conflict");
        isCreated(pair(CERTIFICATE));
        Answer refused =
                patchTls(
                        Map.of(
                                "mode",
                                "disable",
                                "client_key",
                                pair(CERTIFICATE).get("client_key")));
        isRefused(refused, "/tls/client_certificate", "conflict");
    }

    @Test
    void aNewCertificateTakesThePlaceOfTheOld() {
        isCreated(pair(CERTIFICATE));
        long version = row().getSettingsVersion();
        HeldCertificate next = new HeldCertificate.Builder().commonName("next").build();
        isRefused(
                patchTls(Map.of("client_certificate", next.certificatePem())),
                "/tls/client_key",
                "key_mismatch");
        owner.acknowledges = true;
        Answer changed = patchTls(pair(next));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.string("/tls/client_certificate/subject")).isEqualTo("CN=next");
        assertThat(keptKey()).isEqualTo(next.privateKeyPkcs8Pem());
        assertThat(row().getSettingsVersion()).isEqualTo(version + 1);

        assertThat(patchTls(pair(next)).status()).isEqualTo(200);
        assertThat(row().getSettingsVersion()).as("nothing changed").isEqualTo(version + 1);
        assertThat(client.get("/v1/audit-events").text())
                .contains("\"client_key_given\": true")
                .doesNotContain("PRIVATE KEY", "BEGIN");
    }

    @Test
    void aRenewedCertificateOfTheSameKeyNeedsNoKey() {
        isCreated(pair(CERTIFICATE));
        HeldCertificate renewed =
                new HeldCertificate.Builder()
                        .keyPair(CERTIFICATE.keyPair())
                        .commonName("renewed")
                        .build();
        Answer changed = patchTls(Map.of("client_certificate", renewed.certificatePem()));
        isSaved(changed);
        assertThat(changed.string("/tls/client_certificate/subject")).isEqualTo("CN=renewed");
    }

    @Test
    void nullTakesItAwayAndAPasswordIsNeededAgain() {
        isCreated(pair(CERTIFICATE));
        isRefused(
                client.patch(PATH, "{\"tls\":{\"client_certificate\":null}}"),
                "/password",
                "required");
        isRefused(client.patch(PATH, "{\"tls\":null}"), "/password", "required");
        Answer changed =
                client.patch(
                        PATH, "{\"tls\":{\"client_certificate\":null},\"password\":\"hunter3\"}");
        isSaved(changed);
        assertThat(changed.json().at("/tls/client_certificate").isNull()).isTrue();
        assertThat(row().getClientKey()).isNull();
        assertThat(row().getPassword()).isNotNull();
    }

    @Test
    void nullTakesThePasswordAwayBesideACertificate() {
        client.post("/v1/databases", Bodies.database("prod"));
        isRefused(client.patch(PATH, "{\"password\":null}"), "/password", "required");
        isSaved(patchTls(pair(CERTIFICATE)));
        assertThat(row().getPassword()).as("it stays").isNotNull();
        isSaved(client.patch(PATH, "{\"password\":null}"));
        assertThat(row().getPassword()).isNull();
    }

    @Test
    void keyAndPasswordAreBoundToWhereTheyWereGivenFor() {
        client.post("/v1/databases", Bodies.database("prod"));
        isSaved(patchTls(pair(CERTIFICATE)));
        String ca = json(Map.of("tls", Map.of("ca", CERTIFICATE.certificatePem())));
        for (String patch :
                List.of(
                        "{\"hostname\":\"db2.acme.io\"}",
                        "{\"port\":6432}",
                        "{\"tls\":{\"mode\":\"require\"}}",
                        "{\"replica\":{\"hostname\":\"db3.acme.io\"}}",
                        ca)) {
            Answer refused = client.patch(PATH, patch);
            assertThat(refused.status()).as(patch).isEqualTo(422);
            assertThat(refused.json().at("/errors").valueStream())
                    .as(patch)
                    .allMatch(error -> error.path("code").asString().equals("secret_required"))
                    .extracting(error -> error.path("pointer").asString())
                    .containsExactly("/tls/client_key", "/password");
        }
        Answer moved =
                client.patch(
                        PATH,
                        json(
                                Map.of(
                                        "hostname",
                                        "db2.acme.io",
                                        "password",
                                        "hunter3",
                                        "tls",
                                        Map.of("client_key", CERTIFICATE.privateKeyPkcs8Pem()))));
        isSaved(moved);
        isSaved(
                client.patch(
                        PATH,
                        "{\"hostname\":\"db3.acme.io\",\"password\":\"hunter4\",\"tls\":{\"client_certificate\":null}}"));
    }
}
