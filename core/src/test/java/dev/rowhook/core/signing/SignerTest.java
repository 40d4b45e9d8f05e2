package dev.rowhook.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;

import dev.rowhook.core.secret.Secret;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SignerTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long AT = 1_614_265_330;
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final SigningKey HMAC =
            SigningKey.parse(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final SigningKey PAIR =
            SigningKey.parse(Secret.of("whsk_" + SigningKeyTest.PAIR));
    private static final String BY_HMAC = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String BY_PAIR =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    @Test
    void signaturesAreThoseOfThePublishedVectors() {
        assertThat(sign(of(HMAC), ID, AT, BODY)).isEqualTo(BY_HMAC);
        assertThat(sign(of(PAIR), ID, AT, BODY)).isEqualTo(BY_PAIR);

        SigningKey brief = HmacKey.of(Base64.getDecoder().decode("plJ3nmyCDGBKInavdOK15jsl"));
        byte[] ping = "{\"event_type\":\"ping\",\"data\":{\"success\":true}}".getBytes(UTF_8);
        assertThat(sign(of(brief), "msg_loFOjxBNrRLzqYUf", 1_731_705_121, ping))
                .isEqualTo("v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    }

    @Test
    void onlyTheBodyInTheArrayIsSigned() {
        byte[] array = ("xx" + new String(BODY, UTF_8) + "yyy").getBytes(UTF_8);

        assertThat(of(HMAC, PAIR).sign(ID, AT, array, 2, BODY.length))
                .contains(BY_HMAC + " " + BY_PAIR);
    }

    @Test
    void anIndependentVerifierAcceptsWhatIsSigned() {
        SigningKey key = SigningKey.generate(SigningScheme.V1);
        long now = Instant.now().getEpochSecond();
        String signature = sign(of(PAIR, HMAC, key), "msg_1", now, BODY);

        for (SigningKey verifier : List.of(key, HMAC)) {
            assertThatCode(() -> verify(verifier, "msg_1", now, BODY, signature))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() ->
                        verify(
                                SigningKey.generate(SigningScheme.V1),
                                "msg_1",
                                now,
                                BODY,
                                signature))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whatWasAlteredIsNotAccepted() {
        long now = Instant.now().getEpochSecond();
        String signature = sign(of(HMAC), "msg_1", now, BODY);
        byte[] altered = BODY.clone();
        altered[3] ^= 1;

        assertThatThrownBy(() -> verify(HMAC, "msg_1", now, altered, signature))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(HMAC, "msg_2", now, BODY, signature))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(HMAC, "msg_1", now - 1, BODY, signature))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void thePublicKeyVerifiesWhatThePairSigned() {
        SigningKey pair = SigningKey.generate(SigningScheme.V1A);
        byte[] signature =
                Base64.getDecoder().decode(sign(of(pair), "msg_1", AT, BODY).substring(4));
        byte[] publicKey = Base64.getDecoder().decode(pair.publicKey().orElseThrow().substring(5));
        byte[] signed = ("msg_1." + AT + "." + new String(BODY, UTF_8)).getBytes(UTF_8);

        assertThat(Ed25519.verify(signature, 0, publicKey, 0, signed, 0, signed.length)).isTrue();
        signed[0] ^= 1;
        assertThat(Ed25519.verify(signature, 0, publicKey, 0, signed, 0, signed.length)).isFalse();
    }

    @Test
    void aKeySignsUntilItExpires() {
        Signer signer =
                new Signer(
                        List.of(
                                new SigningKeyInUse(
                                        PAIR, Optional.of(Instant.ofEpochSecond(AT + 1))),
                                new SigningKeyInUse(HMAC, Optional.of(Instant.ofEpochSecond(AT)))));

        assertThat(signer.sign(ID, AT - 1, BODY, 0, 2).orElseThrow()).contains("v1a,", " v1,");
        assertThat(signer.sign(ID, AT, BODY, 0, BODY.length)).contains(BY_PAIR);
        assertThat(signer.sign(ID, AT + 1, BODY, 0, 2)).isEmpty();
    }

    private static Signer of(SigningKey... keys) {
        return new Signer(
                Arrays.stream(keys)
                        .map(key -> new SigningKeyInUse(key, Optional.empty()))
                        .toList());
    }

    private static String sign(Signer signer, String id, long at, byte[] body) {
        return signer.sign(id, at, body, 0, body.length).orElseThrow();
    }

    private static void verify(SigningKey key, String id, long at, byte[] body, String signature)
            throws WebhookVerificationException {
        Map<String, List<String>> headers =
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(Long.toString(at)),
                        "webhook-signature", List.of(signature));
        new Webhook(key.secret().reveal())
                .verify(new String(body, UTF_8), HttpHeaders.of(headers, (_, _) -> true));
    }
}
