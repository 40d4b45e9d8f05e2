package dev.rowhook.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;

class OpaqueTokenTest {
    @Test
    void aTokenReadsWhatItWrites() {
        for (int i = 0; i < 200; i++) {
            OpaqueToken token = OpaqueToken.create(TokenKind.API);
            assertThat(token.reveal()).matches("rhk_[0-9A-Za-z]{49}");
            assertThat(OpaqueToken.parse(TokenKind.API, token.reveal())).contains(token);
        }
    }

    @Test
    void theLengthDoesNotDependOnTheBytes() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) -1);
        assertThat(OpaqueToken.of(TokenKind.API, new byte[32]).reveal()).hasSize(53);
        assertThat(OpaqueToken.of(TokenKind.API, ones).reveal()).hasSize(53);
    }

    @Test
    void aTokenCutOrMistypedAtAnyPlaceIsRefused() {
        String text = OpaqueToken.create(TokenKind.API).reveal();
        for (int i = 0; i < text.length(); i++) {
            assertThat(OpaqueToken.parse(TokenKind.API, text.substring(0, i))).isEmpty();
            for (char other : new char[] {'0', 'z', '_', 'é'}) {
                String mistyped = text.substring(0, i) + other + text.substring(i + 1);
                if (!mistyped.equals(text)) {
                    assertThat(OpaqueToken.parse(TokenKind.API, mistyped)).isEmpty();
                }
            }
        }
        assertThat(OpaqueToken.parse(TokenKind.API, text + "0")).isEmpty();
    }

    @Test
    void theHashIsSha256OfTheText() {
        OpaqueToken token = OpaqueToken.of(TokenKind.API, new byte[32]);
        assertThat(token.hash())
                .hasSize(32)
                .isEqualTo(OpaqueToken.of(TokenKind.API, new byte[32]).hash());
        assertThat(HexFormat.of().formatHex(token.hash()))
                .isNotEqualTo(HexFormat.of().formatHex(OpaqueToken.create(TokenKind.API).hash()));
    }

    @Test
    void aTokenOfOneKindIsNoneOfAnother() {
        String text = OpaqueToken.create(TokenKind.HOST).reveal();
        assertThat(text).startsWith("rhh_");
        assertThat(OpaqueToken.parse(TokenKind.HOST, text)).isPresent();
        assertThat(OpaqueToken.parse(TokenKind.API, text)).isEmpty();
    }

    @Test
    void aTokenIsMasked() {
        assertThat(OpaqueToken.create(TokenKind.API)).hasToString("rhk_••••••••");
    }
}
