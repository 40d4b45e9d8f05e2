package dev.rowhook.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;

import mockwebserver3.MockResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

class IssuerTokensTest {
    private static final String AUDIENCE = "rowhook";
    private static final String METADATA = "/.well-known/openid-configuration";

    private final PlayedIssuer issuer = new PlayedIssuer();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final JwtDecoder decoder = decoder(issuer.url());

    private JwtDecoder decoder(String url) {
        OidcIssuer settings =
                new OidcIssuer(
                        "played",
                        url,
                        Optional.of(AUDIENCE),
                        Optional.empty(),
                        "Played",
                        List.of());
        return new Issuer(settings, EgressPolicy.of(EgressMode.PRODUCTION), clock)
                .decoder(AUDIENCE);
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private String token(Consumer<JWTClaimsSet.Builder> changes) {
        return issuer.token(AUDIENCE, changes);
    }

    private void isRefused(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
    }

    private void wait(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    @Test
    void aTokenOfTheIssuerIsTaken() {
        Jwt token = decoder.decode(token(_ -> {}));
        assertThat(token.getSubject()).isEqualTo("ada");
        assertThat(decoder.decode(token(c -> c.audience(List.of("other", AUDIENCE)))).getSubject())
                .isEqualTo("ada");
    }

    @Test
    void whatIsWrongInAnyClaimIsRefused() {
        decoder.decode(token(_ -> {}));
        isRefused(issuer.token("another", _ -> {}));
        isRefused(token(c -> c.audience((String) null)));
        isRefused(token(c -> c.issuer("https://another.example")));
        isRefused(token(c -> c.issuer(issuer.url() + "/")));
        isRefused(token(c -> c.issuer(null)));
        isRefused(token(c -> c.subject(null)));
        isRefused(token(c -> c.subject(" ")));
        isRefused(token(c -> c.subject("s".repeat(300))));
        isRefused(token(c -> c.expirationTime(null)));
        isRefused(token(c -> c.issueTime(null)));
    }

    @Test
    void clocksMayDifferByAMinute() {
        Date earlier = in(Duration.ofMinutes(-10));
        decoder.decode(
                token(c -> c.issueTime(earlier).expirationTime(in(Duration.ofSeconds(-50)))));
        isRefused(token(c -> c.issueTime(earlier).expirationTime(in(Duration.ofSeconds(-70)))));
        decoder.decode(token(c -> c.notBeforeTime(in(Duration.ofSeconds(50)))));
        isRefused(token(c -> c.notBeforeTime(in(Duration.ofSeconds(70)))));
        decoder.decode(token(c -> c.issueTime(in(Duration.ofSeconds(50)))));
        isRefused(token(c -> c.issueTime(in(Duration.ofSeconds(70)))));
    }

    @Test
    void onlySignaturesByPublicKeysAreTaken() {
        RSAKey key = PlayedIssuer.rsa("rsa");
        issuer.rotate(key);
        JWTClaimsSet claims = issuer.claims(AUDIENCE, _ -> {});
        isRefused(new PlainJWT(claims).serialize());
        isRefused(PlayedIssuer.signByPublicKey(key, claims));
        String token = token(_ -> {});
        isRefused(token.substring(0, token.lastIndexOf('.') + 1));
        isRefused(token.substring(0, token.length() - 8) + "AAAAAAAA");
        RSAKey forged = PlayedIssuer.rsa(key.getKeyID());
        isRefused(PlayedIssuer.sign(forged, claims));
        isRefused("eyJhbGciOiJSUzI1NiJ9.e30");
        isRefused("");
    }

    @Test
    void aNewKeyIsTakenAndAnOldOneIsNotFollowed() {
        String old = token(_ -> {});
        decoder.decode(old);
        wait(Duration.ofSeconds(6));
        issuer.rotate(PlayedIssuer.ec("second"));
        decoder.decode(token(_ -> {}));
        isRefused(old);
    }

    @Test
    void aKeyThatWasTakenBackIsGoodForAQuarterOfAnHour() {
        String old = token(c -> c.expirationTime(in(Duration.ofHours(1))));
        decoder.decode(old);
        issuer.publish(PlayedIssuer.ec("another"));
        wait(Duration.ofMinutes(14));
        decoder.decode(old);
        wait(Duration.ofMinutes(2));
        isRefused(old);
    }

    @Test
    void aFloodOfUnknownKeysReachesTheIssuerOnce() {
        decoder.decode(token(_ -> {}));
        wait(Duration.ofSeconds(6));
        JWTClaimsSet claims = issuer.claims(AUDIENCE, _ -> {});
        ECKey forged = PlayedIssuer.ec("forged");
        for (int i = 0; i < 50; i++) {
            isRefused(
                    PlayedIssuer.sign(
                            new ECKey.Builder(forged).keyID("forged " + i).build(), claims));
        }
        assertThat(issuer.calls("/keys")).isEqualTo(2);
        decoder.decode(token(_ -> {}));
        assertThat(issuer.calls(METADATA)).isEqualTo(1);
    }

    @Test
    void anIssuerThatIsAwayIsNotAskedForEachToken() {
        issuer.answer(METADATA, new MockResponse.Builder().code(503).build());
        String token = token(_ -> {});
        for (int i = 0; i < 20; i++) {
            isRefused(token);
        }
        assertThat(issuer.calls(METADATA)).isEqualTo(1);
        issuer.answer(METADATA, issuer.metadata());
        wait(Duration.ofSeconds(11));
        decoder.decode(token);
    }

    @Test
    void whatWasKnownIsGoodWhileTheIssuerIsAway() {
        decoder.decode(token(_ -> {}));
        issuer.answer("/keys", new MockResponse.Builder().code(500).build());
        issuer.answer(METADATA, new MockResponse.Builder().code(500).build());
        wait(Duration.ofHours(2));
        decoder.decode(
                token(c ->
                        c.issueTime(Date.from(now.get()))
                                .expirationTime(Date.from(now.get().plusSeconds(60)))));
    }

    @Test
    void anIssuerThatSaysItIsAnotherIsNotTaken() {
        issuer.answer(
                METADATA, issuer.metadata().replace("\"issuer\":\"http", "\"issuer\":\"https"));
        isRefused(token(_ -> {}));
        assertThat(issuer.calls("/keys")).isZero();
    }

    @Test
    void redirectsAndAnswersWithoutEndAreNotFollowed() {
        issuer.answer(
                "/keys",
                new MockResponse.Builder().code(302).addHeader("Location", "/elsewhere").build());
        isRefused(token(_ -> {}));
        assertThat(issuer.calls("/elsewhere")).isZero();
        wait(Duration.ofSeconds(6));
        issuer.answer("/keys", "{\"keys\":[]," + " ".repeat(300 << 10) + "\"a\":1}");
        isRefused(token(_ -> {}));
        wait(Duration.ofSeconds(6));
        issuer.answer("/keys", "no JSON");
        isRefused(token(_ -> {}));
    }

    /// The operator's own URL is on loopback here, and trusted.
    @Test
    void whatTheIssuerNamesElsewhereIsDialledUnderThePolicy() {
        try (PlayedIssuer elsewhere = new PlayedIssuer()) {
            issuer.answer(
                    METADATA,
                    issuer.metadata().replace(issuer.url() + "/keys", elsewhere.url() + "/keys"));
            isRefused(token(_ -> {}));
            String https = elsewhere.url().replace("http:", "https:");
            wait(Duration.ofSeconds(6));
            issuer.answer(
                    METADATA, issuer.metadata().replace(issuer.url() + "/keys", https + "/keys"));
            isRefused(token(_ -> {}));
            assertThat(elsewhere.calls("/keys")).isZero();
        }
    }
}
