package dev.rowhook.api.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// An issuer of the test's, whose keys it changes at will. It answers whatever else is put at a
/// path.
public final class PlayedIssuer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private volatile JWK key = ec("first");

    public PlayedIssuer() {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        String path = request.getUrl().encodedPath();
                        calls.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
                        return answers.getOrDefault(
                                path, new MockResponse.Builder().code(404).build());
                    }
                });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer("/.well-known/openid-configuration", metadata());
        publish(key);
    }

    /// The claim `iss`.
    public String url() {
        return "http://%s:%d".formatted(server.getHostName(), server.getPort());
    }

    /// What it says of itself.
    String metadata() {
        return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
        """
                .formatted(url());
    }

    public void answer(String path, String json) {
        answers.put(
                path,
                new MockResponse.Builder()
                        .addHeader("Content-Type", "application/json")
                        .body(json)
                        .build());
    }

    void answer(String path, MockResponse response) {
        answers.put(path, response);
    }

    /// How often a path was asked for.
    int calls(String path) {
        AtomicInteger counted = calls.get(path);
        return counted == null ? 0 : counted.get();
    }

    /// Says that these are its keys.
    void publish(JWK... keys) {
        answer("/keys", new JWKSet(List.of(keys)).toString());
    }

    /// Signs by a new key from now on, and publishes that one alone.
    JWK rotate(JWK next) {
        key = next;
        publish(next);
        return next;
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token for Ada that is right in every way, but for what `changes` does.
    public String token(String audience, Consumer<JWTClaimsSet.Builder> changes) {
        return sign(key, claims(audience, changes));
    }

    JWTClaimsSet claims(String audience, Consumer<JWTClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .audience(audience)
                        .subject("ada")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("email", "ada@acme.io")
                        .claim("name", "Ada");
        changes.accept(claims);
        return claims.build();
    }

    static String sign(JWK key, JWTClaimsSet claims) {
        try {
            return switch (key) {
                case RSAKey rsa -> sign(JWSAlgorithm.RS256, key, claims, new RSASSASigner(rsa));
                case ECKey ec -> sign(JWSAlgorithm.ES256, key, claims, new ECDSASigner(ec));
                default -> throw new IllegalArgumentException(key.getKeyType().getValue());
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token that is signed with what everybody can read.
    static String signByPublicKey(RSAKey key, JWTClaimsSet claims) {
        try {
            byte[] secret = key.toRSAPublicKey().getEncoded();
            return sign(JWSAlgorithm.HS256, key, claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(
            JWSAlgorithm algorithm, JWK key, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
