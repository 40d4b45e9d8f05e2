package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.core.secret.Secret;

import okhttp3.tls.HeldCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// What an endpoint may be told about the way to it.
class EndpointSettingsTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().commonName("rowhook at crm").build();

    private final Client client = ApiServer.shared().client();

    private static String endpointWith(String fields) {
        return Bodies.endpoint("crm").strip().replace("}", "," + fields + "}");
    }

    private static String tls(Map<String, String> fields) {
        return "\"tls\":" + JsonMapper.shared().writeValueAsString(fields);
    }

    private Answer create(String fields) {
        return client.post("/v1/http-endpoints", endpointWith(fields));
    }

    @Test
    void theDefaultsAreShown() {
        Answer created = client.post("/v1/http-endpoints", Bodies.endpoint("crm"));
        assertThat(created.json().at("/auth").toString()).isEqualTo("{\"type\":\"none\"}");
        assertThat(created.json().at("/tls").toString())
                .isEqualTo("{\"ca\":false,\"client_certificate\":null}");
        assertThat(created.json().at("/rate_limit").isNull()).isTrue();
        assertThat(created.json().at("/breaker").toString())
                .isEqualTo(
                        "{\"failures\":5,\"first_pause\":\"1s\",\"max_pause\":\"30s\",\"state\":\"closed\"}");
        assertThat(created.json().at("/sinks").toString()).isEqualTo("[]");
        assertThat(created.string("/status")).isEqualTo("active");
        assertThat(created.json().at("/status_reason").isNull()).isTrue();
        assertThat(Instant.parse(created.string("/status_since")))
                .isAfter(Instant.now().minusSeconds(3600));
    }

    @Test
    void theOtherFieldsAreKept() {
        Answer created =
                create(
                        """
                        "rate_limit":{"requests":100,"per":"1m"},"status":"disabled",
                        "breaker":{"failures":1000,"first_pause":"100ms","max_pause":"1h"}
                        """);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/rate_limit").toString())
                .isEqualTo("{\"requests\":100,\"per\":\"1m\"}");
        assertThat(created.string("/breaker/max_pause")).isEqualTo("1h");
        assertThat(created.string("/status")).isEqualTo("disabled");
        assertThat(create("\"rate_limit\":null").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"type":"bearer","token":"hunter2"}                      | {"type":"bearer","token":"*"}
                    {"type":"basic","username":"u","password":"hunter2 ü"}   | {"type":"basic","username":"u","password":"*"}
                    {"type":"oauth2_client_credentials","token_url":"https://ID.acme.io/token","client_id":"c","client_secret":"hunter2"} | {"type":"oauth2_client_credentials","token_url":"https://id.acme.io/token","client_id":"c","scopes":[],"client_authentication":"basic","client_secret":"*"}
                    {"type":"oauth2_client_credentials","token_url":"https://a.io/t","client_id":"c","client_secret":"hunter2","scopes":["a:b","c"],"audience":"crm","client_authentication":"post"} | {"type":"oauth2_client_credentials","token_url":"https://a.io/t","client_id":"c","scopes":["a:b","c"],"audience":"crm","client_authentication":"post","client_secret":"*"}
                    """)
    void eachWayToSignInIsShownWithoutItsSecret(String auth, String shown) {
        Answer created = create("\"auth\":" + auth);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/auth"))
                .isEqualTo(JsonMapper.shared().readTree(shown.replace("*", Secret.MASK)));
        Answer same = client.patch("/v1/http-endpoints/crm", "{\"name\":\"other\"}");
        assertThat(same.json().at("/auth")).isEqualTo(created.json().at("/auth"));
        assertThat(created.text() + same.text()).doesNotContain("hunter2");
    }

    @Test
    void aClientCertificateIsShownWithoutItsKey() {
        HeldCertificate authority = new HeldCertificate.Builder().build();
        Answer created =
                create(
                        tls(
                                Map.of(
                                        "ca",
                                        authority.certificatePem(),
                                        "client_certificate",
                                        CERTIFICATE.certificatePem() + authority.certificatePem(),
                                        "client_key",
                                        CERTIFICATE.privateKeyPkcs8Pem())));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().at("/tls/ca").asBoolean()).isTrue();
        assertThat(created.string("/tls/client_certificate/subject"))
                .isEqualTo("CN=rowhook at crm");
        assertThat(created.string("/tls/client_certificate/expires_at"))
                .isEqualTo(CERTIFICATE.certificate().getNotAfter().toInstant().toString());
        assertThat(created.text()).doesNotContain("PRIVATE KEY", "BEGIN");
    }

    @Test
    void keysOfRsaAreTakenToo() {
        HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
        Map<String, String> pair =
                Map.of(
                        "client_certificate", rsa.certificatePem(),
                        "client_key", rsa.privateKeyPkcs8Pem());
        assertThat(create(tls(pair)).status()).isEqualTo(201);
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        HeldCertificate other = new HeldCertificate.Builder().build();
        HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
        isRefused(pair(CERTIFICATE, other.privateKeyPkcs8Pem()), "/tls/client_key", "key_mismatch");
        isRefused(pair(CERTIFICATE, rsa.privateKeyPkcs8Pem()), "/tls/client_key", "invalid_key");
        isRefused(pair(rsa, rsa.privateKeyPkcs1Pem()), "/tls/client_key", "invalid_key");
        isRefused(pair(CERTIFICATE, "hunter2"), "/tls/client_key", "invalid_key");
    }

    private Answer pair(HeldCertificate certificate, String key) {
        return create(
                tls(Map.of("client_certificate", certificate.certificatePem(), "client_key", key)));
    }

    @Test
    void aKeyAndItsCertificateComeTogether() {
        isRefused(
                create(tls(Map.of("client_key", CERTIFICATE.privateKeyPkcs8Pem()))),
                "/tls/client_certificate",
                "required");
        isRefused(
                create(tls(Map.of("client_certificate", CERTIFICATE.certificatePem()))),
                "/tls/client_key",
                "required");
    }

    @Test
    void aKeyAmongCertificatesIsRefused() {
        String both = CERTIFICATE.certificatePem() + CERTIFICATE.privateKeyPkcs8Pem();
        isRefused(create(tls(Map.of("ca", both))), "/tls/ca", "invalid_certificate");
        isRefused(
                create(
                        tls(
                                Map.of(
                                        "client_certificate",
                                        both,
                                        "client_key",
                                        CERTIFICATE.privateKeyPkcs8Pem()))),
                "/tls/client_certificate",
                "invalid_certificate");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Instant end = Instant.now().minus(1, ChronoUnit.DAYS);
        HeldCertificate expired =
                new HeldCertificate.Builder()
                        .validityInterval(
                                end.minus(1, ChronoUnit.DAYS).toEpochMilli(), end.toEpochMilli())
                        .build();
        isRefused(
                pair(expired, expired.privateKeyPkcs8Pem()),
                "/tls/client_certificate",
                "certificate_expired");
        isRefused(
                create(tls(Map.of("ca", expired.certificatePem()))),
                "/tls/ca",
                "certificate_expired");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "auth":{"type":"digest"}                                 | /auth/type              | unknown_value
                    "auth":{"type":"digest","password":"hunter2"}            | /auth/type              | unknown_value
                    "auth":{"token":"hunter2"}                               | /auth/type              | required
                    "auth":"none"                                            | /auth                   | wrong_type
                    "auth":{"type":"none","token":"hunter2"}                 | /auth/token             | unknown_field
                    "auth":{"type":"bearer"}                                 | /auth/token             | required
                    "auth":{"type":"bearer","token":""}                      | /auth/token             | empty
                    "auth":{"type":"bearer","token":"hunter2 x"}             | /auth/token             | invalid
                    "auth":{"type":"bearer","token":"••••••••"}              | /auth/token             | masked
                    "auth":{"type":"bearer","token":"x","username":"u"}      | /auth/username          | unknown_field
                    "auth":{"type":"basic","password":"hunter2"}             | /auth/username          | required
                    "auth":{"type":"basic","username":"a:b","password":"hunter2"} | /auth/username     | invalid
                    "auth":{"type":"basic","username":"a","password":"hunter2\\n"} | /auth/password    | invalid
                    "auth":{"type":"bearer","token":"x"},"headers":{"authorization":"a"} | /headers/authorization | duplicate
                    "auth":{"type":"bearer","token":"x"},"encrypted_headers":{"Authorization":"a"} | /encrypted_headers/Authorization | duplicate
                    "rate_limit":{"per":"1s"}                                | /rate_limit/requests    | required
                    "rate_limit":{"requests":0}                              | /rate_limit/requests    | out_of_range
                    "rate_limit":{"requests":1000001}                        | /rate_limit/requests    | out_of_range
                    "rate_limit":{"requests":1,"per":"999ms"}                | /rate_limit/per         | out_of_range
                    "rate_limit":{"requests":1,"per":"61m"}                  | /rate_limit/per         | out_of_range
                    "rate_limit":100                                         | /rate_limit             | wrong_type
                    "breaker":{"failures":0}                                 | /breaker/failures       | out_of_range
                    "breaker":{"failures":1001}                              | /breaker/failures       | out_of_range
                    "breaker":{"first_pause":"99ms"}                         | /breaker/first_pause    | out_of_range
                    "breaker":{"max_pause":"2h"}                             | /breaker/max_pause      | out_of_range
                    "breaker":{"first_pause":"31s"}                          | /breaker/max_pause      | out_of_range
                    "status":"paused"                                        | /status                 | unknown_value
                    "status_reason":"gone"                                   | /status_reason          | immutable
                    "signing_keys":[]                                        | /signing_keys           | immutable
                    "tls":{"ca":"hunter2"}                                   | /tls/ca                 | invalid_certificate
                    "tls":{"ca":true}                                        | /tls/ca                 | wrong_type
                    "tls":{"verify":false}                                   | /tls/verify             | unknown_field
                    """)
    void aWrongFieldIsNamed(String fields, String pointer, String code) {
        isRefused(create(fields), pointer, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "token_url":"ftp://a.io"                   | /auth/token_url             | invalid_url
                    "token_url":"https://a.io/t?x=hunter2"     | /auth/token_url             | invalid_url
                    "token_url":"https://169.254.169.254/t"    | /auth/token_url             | egress_denied
                    "token_url":"https://u:hunter2@a.io"       | /auth/token_url             | userinfo
                    "token_url":null                           | /auth/token_url             | required
                    "client_id":null                           | /auth/client_id             | required
                    "client_secret":null                       | /auth/client_secret         | required
                    "scopes":["a b"]                           | /auth/scopes/0              | invalid
                    "scopes":"a"                               | /auth/scopes                | wrong_type
                    "audience":""                              | /auth/audience              | empty
                    "client_authentication":"jwt"              | /auth/client_authentication | unknown_value
                    """)
    void aWrongFieldOfOauth2IsNamed(String field, String pointer, String code) {
        Map<String, Object> fine =
                Map.of(
                        "type",
                        "oauth2_client_credentials",
                        "token_url",
                        "https://a.io/t",
                        "client_id",
                        "c",
                        "client_secret",
                        "hunter2");
        ObjectNode auth = JsonMapper.shared().<JsonNode>valueToTree(fine).asObject();
        auth.setAll(JsonMapper.shared().readTree("{" + field + "}").asObject());
        isRefused(create("\"auth\":" + auth), pointer, code);
    }

    private static void isRefused(Answer refused, String pointer, String code) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.string("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.string("/errors/0/code")).as(refused.text()).isEqualTo(code);
        assertThat(refused.json().at("/errors").size()).as(refused.text()).isEqualTo(1);
        assertThat(refused.text()).doesNotContain("hunter2");
    }
}
