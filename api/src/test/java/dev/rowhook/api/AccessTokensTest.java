package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.ClientId;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.MasterSealed;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;

import org.jooq.Record;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/// What is taken for an access token, and whose it is.
class AccessTokensTest {
    private final ApiServer server = ApiServer.shared();
    private final Person person = Person.owner(server);

    private int me(String token) {
        return new Client(server.uri(), token).get("/v1/me").status();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(server.uri().toString())
                .audience(server.uri().toString())
                .subject(person.userId())
                .claim("generation", 0)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String signed(ECKey key, JWTClaimsSet claims, String type) {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The server's own key, which nobody else has.
    private ECKey serversKey() throws ParseException {
        new CommandLine(server).signIn(person.browser());
        Record row =
                server.postgres()
                        .superuser()
                        .fetch("select * from rowhook_identity.signing_key order by signs_from")
                        .getFirst();
        byte[] json =
                server.bean(MasterKeys.class)
                        .open(
                                "signing_key",
                                row.get("id", UUID.class),
                                new MasterSealed(
                                        row.get("master_key_id", String.class),
                                        row.get("sealed", byte[].class)));
        return ECKey.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void onlyATokenThatIsRightInEverythingIsTaken() throws Exception {
        ECKey key = serversKey();
        String other = "https://elsewhere.example";
        Date past = Date.from(Instant.now().minusSeconds(1));
        String type = "at+jwt";
        assertThat(me(signed(key, claims().build(), type))).isEqualTo(200);
        assertThat(me(signed(key, claims().audience(other).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().audience((String) null).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().issuer(other).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().expirationTime(past).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().expirationTime(null).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().claim("generation", 1).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().subject("usr_nobody").build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().subject(null).build(), type))).isEqualTo(401);
        assertThat(me(signed(key, claims().build(), "JWT"))).isEqualTo(401);
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("stranger").generate();
        assertThat(me(signed(stranger, claims().build(), type))).as("unknown key").isEqualTo(401);
        ECKey posing = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
        assertThat(me(signed(posing, claims().build(), type))).as("wrong key").isEqualTo(401);
    }

    @Test
    void otherAlgorithmsAreRefused() throws Exception {
        ECKey key = serversKey();
        assertThat(me(new PlainJWT(claims().build()).serialize())).as("none").isEqualTo(401);
        byte[] published = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build();
        SignedJWT confused = new SignedJWT(header, claims().build());
        confused.sign(new MACSigner(published));
        assertThat(me(confused.serialize())).as("HS256 by the public key").isEqualTo(401);
    }

    @Test
    void aTokenSaysNothingOfRolesAndIsSignedByES256() throws Exception {
        Tokens tokens = new CommandLine(server).signIn(person.browser());
        SignedJWT token = SignedJWT.parse(tokens.access());
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(token.getJWTClaimsSet().getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "jti",
                        "scope",
                        "client_id",
                        "generation");
        long seconds =
                token.getJWTClaimsSet().getExpirationTime().toInstant().getEpochSecond()
                        - token.getJWTClaimsSet().getIssueTime().toInstant().getEpochSecond();
        assertThat(seconds).isEqualTo(600);
    }

    @Test
    void whoIsDisabledHasNoGoodToken() {
        CommandLine commandLine = new CommandLine(server);
        Tokens tokens = commandLine.signIn(person.browser());
        server.postgres()
                .superuser()
                .execute(
                        "update rowhook_identity.app_user set disabled = true where email = ?",
                        person.email());
        assertThat(me(tokens.access())).isEqualTo(401);
        assertThat(commandLine.refresh(tokens.refresh()).text()).contains("invalid_grant");
    }

    @Test
    void aMachineGetsATokenByItsSecret() {
        OpaqueToken secret = OpaqueToken.create(TokenKind.CLIENT);
        ClientId id = machine(person.account(), secret);
        Map<String, String> form = Map.of("grant_type", "client_credentials");
        Client.Answer answer = asMachine(id, secret.reveal(), form);
        assertThat(answer.json().has("refresh_token")).isFalse();
        String token = answer.string("/access_token");
        assertThat(new Client(server.uri(), token).get("/v1/sinks").status()).isEqualTo(200);
        assertThat(new Client(server.uri(), token).post("/v1/sinks", "{}").text())
                .contains("sinks:write");
        assertThat(me(token)).as("no person").isEqualTo(403);

        String wrong = OpaqueToken.create(TokenKind.CLIENT).reveal();
        assertThat(asMachine(id, wrong, form).status()).isEqualTo(401);
        assertThat(asMachine(ClientId.create(), secret.reveal(), form).status()).isEqualTo(401);
        Map<String, String> code = Map.of("grant_type", "authorization_code", "code", "x");
        assertThat(asMachine(id, secret.reveal(), code).status()).isEqualTo(400);

        server.postgres()
                .worker()
                .execute(
                        "update rowhook.account set status = 'deleting' where account_id = ?",
                        person.account().value());
        assertThat(new Client(server.uri(), token).get("/v1/sinks").status()).isEqualTo(401);
    }

    private ClientId machine(AccountId account, OpaqueToken secret) {
        ClientId id = ClientId.create();
        server.postgres()
                .worker()
                .execute(
                        """
                        insert into rowhook.oauth_client (account_id, id, name, secret_hash, scopes, created_by)
                        values (?, ?, 'ci', ?, '{sinks:read}', 'host')
                        """,
                        account.value(),
                        id.value(),
                        secret.hash());
        return id;
    }

    private Client.Answer asMachine(ClientId id, String secret, Map<String, String> form) {
        return asMachine("/oauth2/token", id, secret, form);
    }

    private Client.Answer asMachine(
            String path, ClientId id, String secret, Map<String, String> form) {
        String basic =
                Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
        Client client = new Client(server.uri(), "");
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(name).append('=').append(value).append('&'));
        return client.send(
                client.request(path)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    @Test
    void theIssuerIsNotWhatARequestSays() throws Exception {
        try (RawRequest request = new RawRequest(server.uri())) {
            String answer = request.get("/.well-known/oauth-authorization-server", "evil.example");
            assertThat(answer).contains("\"issuer\":\"" + server.uri()).doesNotContain("evil");
        }
        try (RawRequest request = new RawRequest(server.uri())) {
            String form = "client_id=rowhook-cli&scope=rowhook";
            String answer = request.post("/oauth2/device_authorization", "evil.example", form);
            assertThat(answer).contains(server.uri() + "/device").doesNotContain("evil");
        }
    }

    @Test
    void nobodyMayLookIntoTokensOfOthers() {
        OpaqueToken secret = OpaqueToken.create(TokenKind.CLIENT);
        ClientId id = machine(person.account(), secret);
        Map<String, String> form = Map.of("token", "x");
        assertThat(asMachine("/oauth2/introspect", id, secret.reveal(), form).status())
                .isEqualTo(403);
    }
}
