package dev.rowhook.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;

class ApiTokenTest {
    @Test
    void aTokenReadsWhatItWrites() {
        for (int i = 0; i < 200; i++) {
            ApiToken token = ApiToken.create();
            assertThat(token.reveal()).matches("rhk_[0-9A-Za-z]{49}");
            assertThat(ApiToken.parse(token.reveal())).contains(token);
        }
    }

    @Test
    void theLengthDoesNotDependOnTheBytes() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) -1);
        assertThat(ApiToken.of(new byte[32]).reveal()).hasSize(53);
        assertThat(ApiToken.of(ones).reveal()).hasSize(53);
    }

    @Test
    void aTokenCutOrMistypedAtAnyPlaceIsRefused() {
        String text = ApiToken.create().reveal();
        for (int i = 0; i < text.length(); i++) {
            assertThat(ApiToken.parse(text.substring(0, i))).isEmpty();
            for (char other : new char[] {'0', 'z', '_', 'é'}) {
                String mistyped = text.substring(0, i) + other + text.substring(i + 1);
                if (!mistyped.equals(text)) {
                    assertThat(ApiToken.parse(mistyped)).isEmpty();
                }
            }
        }
        assertThat(ApiToken.parse(text + "0")).isEmpty();
    }

    @Test
    void theHashIsSha256OfTheText() {
        ApiToken token = ApiToken.of(new byte[32]);
        assertThat(token.hash()).hasSize(32).isEqualTo(ApiToken.of(new byte[32]).hash());
        assertThat(HexFormat.of().formatHex(token.hash()))
                .isNotEqualTo(HexFormat.of().formatHex(ApiToken.create().hash()));
    }

    @Test
    void aTokenIsMasked() {
        assertThat(ApiToken.create()).hasToString("rhk_••••••••");
    }
}
