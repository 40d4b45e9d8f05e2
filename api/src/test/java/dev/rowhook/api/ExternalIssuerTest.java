package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.MEMBER;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import dev.rowhook.api.Client.Answer;
import dev.rowhook.api.oidc.PlayedIssuer;

import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Programs with tokens of an external issuer, and people who sign in through it.
class ExternalIssuerTest {
    private static final String API = "rowhook-api";
    private static final String START = "/sign-in/oidc/start/played?next=/v1/me";
    private static final String CALLBACK = "/sign-in/oidc/callback/played";

    private final ApiServer server = ApiServer.shared();
    private final PlayedIssuer issuer = server.bean(PlayedIssuer.class);
    private final DSLContext worker = server.postgres().worker();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String subject = UUID.randomUUID().toString();

    @BeforeEach
    void createAccount() {
        worker.insertInto(ACCOUNT, ACCOUNT.ACCOUNT_ID, ACCOUNT.NAME)
                .values(TestApplication.CLAIMED.value(), "claimed")
                .onConflictDoNothing()
                .execute();
    }

    private String token(Consumer<JWTClaimsSet.Builder> changes) {
        return issuer.token(
                API,
                claims -> {
                    claims.subject(subject).claim("groups", List.of("viewers"));
                    changes.accept(claims);
                });
    }

    private Answer get(String path, String token) {
        return new Client(server.uri(), token).get(path);
    }

    private HttpResponse<String> browse(String path, String cookie) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.uri().resolve(path)).header("Cookie", cookie).build(),
                BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String cookie(HttpResponse<?> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.split(";", -1)[0])
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> query(String location) {
        return Arrays.stream(URI.create(location).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private void idToken(Consumer<JWTClaimsSet.Builder> changes) {
        String idToken =
                issuer.token(
                        "rowhook-console",
                        claims -> {
                            claims.subject(subject).claim("groups", List.of("admins"));
                            changes.accept(claims);
                        });
        issuer.answer(
                "/token",
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
                        .formatted(idToken));
    }

    @Test
    void aTokenMakesAUserAndAMemberOfWhatItClaims() {
        String token = token(_ -> {});
        assertThat(get("/v1/sinks", token).status()).isEqualTo(200);
        assertThat(get("/v1/me", token).text()).contains("ada@acme.io", "viewer");
        assertThat(new Client(server.uri(), token).post("/v1/sinks", "{}").status()).isEqualTo(403);
    }

    @Test
    void aLaterTokenChangesMembershipsAndAnOlderOneDoesNot() {
        String before = token(c -> c.issueTime(Date.from(Instant.now().minusSeconds(100))));
        assertThat(get("/v1/sinks", before).status()).isEqualTo(200);
        String later =
                token(c ->
                        c.issueTime(Date.from(Instant.now().minusSeconds(50)))
                                .claim("groups", List.of()));
        assertThat(get("/v1/sinks", later).status()).isEqualTo(403);
        assertThat(get("/v1/sinks", before).status()).isEqualTo(403);
        String old =
                token(c ->
                        c.issueTime(Date.from(Instant.now().minusSeconds(90)))
                                .claim("groups", List.of("admins")));
        assertThat(get("/v1/sinks", old).status()).isEqualTo(403);
    }

    @Test
    void aTokenThatIsWrongIsNobodys() {
        assertThat(get("/v1/sinks", issuer.token("rowhook-console", _ -> {})).status())
                .isEqualTo(401);
        assertThat(get("/v1/sinks", token(c -> c.issuer("https://other.example"))).status())
                .isEqualTo(401);
    }

    @Test
    void aDisabledUserIsOutAtOnce() {
        String token = token(_ -> {});
        assertThat(get("/v1/sinks", token).status()).isEqualTo(200);
        server.postgres()
                .identity()
                .execute(
                        "update rowhook_identity.app_user set disabled = true where subject = ?",
                        subject);
        assertThat(get("/v1/sinks", token).status()).isEqualTo(401);
    }

    @Test
    void aPersonSignsInThroughTheIssuer() throws Exception {
        assertThat(browse("/sign-in", "").body())
                .contains("Sign in with Played &amp; Co", "/sign-in/oidc/start/played");
        HttpResponse<String> start = browse(START, "");
        String location = header(start, "Location");
        assertThat(start.statusCode()).isEqualTo(302);
        assertThat(location).startsWith(issuer.url() + "/authorize?");
        Map<String, String> asked = query(location);
        assertThat(asked)
                .containsEntry("client_id", "rowhook-console")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", server.uri().resolve(CALLBACK).toString())
                .containsKeys("state", "nonce", "code_challenge");
        String pending = cookie(start, "__Host-rowhook-oidc");

        idToken(c -> c.claim("nonce", asked.get("nonce")));
        String back =
                CALLBACK
                        + "?code=abc&state="
                        + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8);
        HttpResponse<String> elsewhere = browse(back, "");
        assertThat(header(elsewhere, "Location")).isEqualTo("/sign-in?failed");
        assertThat(cookie(elsewhere, "__Host-rowhook")).isEmpty();

        HttpResponse<String> arrived = browse(back, pending);
        assertThat(header(arrived, "Location")).isEqualTo("/sign-in?next=%2Fv1%2Fme");
        String session = cookie(arrived, "__Host-rowhook");
        assertThat(browse("/v1/me", session).body()).contains("ada@acme.io", "admin");
        assertThat(worker.fetchCount(MEMBER, MEMBER.EMAIL.eq("ada@acme.io"))).isPositive();
    }

    @Test
    void anAnswerOfAnotherSignInIsNotTaken() throws Exception {
        HttpResponse<String> start = browse(START, "");
        String pending = cookie(start, "__Host-rowhook-oidc");
        String state = query(header(start, "Location")).get("state");
        idToken(c -> c.claim("nonce", "another"));
        for (String back :
                List.of(
                        CALLBACK
                                + "?code=abc&state="
                                + URLEncoder.encode(state, StandardCharsets.UTF_8),
                        CALLBACK + "?code=abc&state=other",
                        CALLBACK
                                + "?error=access_denied&state="
                                + URLEncoder.encode(state, StandardCharsets.UTF_8))) {
            HttpResponse<String> refused = browse(back, pending);
            assertThat(header(refused, "Location")).as(back).isEqualTo("/sign-in?failed");
            assertThat(cookie(refused, "__Host-rowhook")).isEmpty();
        }
        assertThat(browse("/sign-in?failed", "").body()).contains("did not work");
    }
}
