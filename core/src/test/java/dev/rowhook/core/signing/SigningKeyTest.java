package dev.rowhook.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Base64;

class SigningKeyTest {
    static final String PAIR =
            "6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String PUBLIC = "1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";

    @ParameterizedTest
    @EnumSource
    void aKeyIsReadAsItIsWritten(SigningScheme scheme) {
        SigningKey key = SigningKey.generate(scheme);
        SigningKey read = SigningKey.parse(key.secret());

        assertThat(read.scheme()).isEqualTo(scheme);
        assertThat(read.secret()).isEqualTo(key.secret());
        assertThat(read.publicKey()).isEqualTo(key.publicKey());
        assertThat(read.fingerprint()).isEqualTo(key.fingerprint()).matches("v1a?:[0-9a-f]{16}");
        assertThat(SigningKey.generate(scheme).fingerprint()).isNotEqualTo(key.fingerprint());
        assertThat(key.toString()).isEqualTo("signing key " + key.fingerprint());
    }

    @Test
    void aGeneratedSecretHas32Bytes() {
        String secret = SigningKey.generate(SigningScheme.V1).secret().reveal();

        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void aPairIsWrittenWithOrWithoutItsPublicKey() {
        SigningKey whole = SigningKey.parse(Secret.of("whsk_" + PAIR));
        byte[] seed = new byte[32];
        System.arraycopy(Base64.getDecoder().decode(PAIR), 0, seed, 0, 32);
        SigningKey ofSeed =
                SigningKey.parse(Secret.of("whsk_" + Base64.getEncoder().encodeToString(seed)));

        assertThat(whole.publicKey()).contains("whpk_" + PUBLIC);
        assertThat(ofSeed.secret()).isEqualTo(whole.secret());
    }

    @ParameterizedTest
    @CsvSource({
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, a signing key begins with whsec_ or whsk_",
        "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=, "
                + "a signing key begins with whsec_ or whsk_",
        "whsec_plJ3nmyCDGBKInavdOK15jsl, 'a whsec_ key has 24 to 64 bytes, this one has 18'",
        "whsec_, 'a whsec_ key has 24 to 64 bytes, this one has 0'",
        "whsec_not-base64!, what follows whsec_ is not base 64",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 'a whsk_ key has 32 or 64 bytes, this one has 24'",
    })
    void whatIsNoKeyIsRefusedAndNotRepeated(String text, String reason) {
        assertThatThrownBy(() -> SigningKey.parse(Secret.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void aPairThatDoesNotBelongTogetherIsRefused() {
        byte[] bytes = Base64.getDecoder().decode(PAIR);
        bytes[63] ^= 1;
        Secret torn = Secret.of("whsk_" + Base64.getEncoder().encodeToString(bytes));

        assertThatThrownBy(() -> SigningKey.parse(torn))
                .hasMessage("the last 32 bytes of the whsk_ key are not its public key");
    }
}
