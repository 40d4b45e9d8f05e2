package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.Random;

final class JsonStringsTest {
    @Test
    void escapesWhatMustBeEscapedAndNothingElse() {
        assertThat(written("a\"b\\c\n\r\t\b\f\u0001\u001f\u007f/äß€\u2028😀"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001\\u001f\u007f/äß€\u2028😀\"");
    }

    @Test
    void everyCharacterComesBackWhereverItStands() {
        for (int character = 0; character < 0x3000; character++) {
            for (int before = 0; before < 9; before++) {
                String text = "x".repeat(before) + (char) character + "y".repeat(9 - before);
                assertThat(Json.parse(written(text)).stringValue()).isEqualTo(text);
            }
        }
    }

    @Test
    void randomTextsComeBack() {
        long seed = System.nanoTime();
        System.out.println("seed of texts: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = RandomTexts.next(random, 60);
            assertThat(Json.parse(written(text)).stringValue()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c0af",
                "c1bf",
                "c3",
                "c328",
                "e08080",
                "e282",
                "eda080",
                "edbfbf",
                "f0808080",
                "f09f98",
                "f4908080",
                "f5808080",
                "ff"
            })
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex("616263646566676869" + hex);

        assertThatThrownBy(() -> JsonStrings.append(bytes, 0, bytes.length, new JsonBuffer()))
                .isInstanceOf(MalformedChangeException.class);
        assertThatThrownBy(() -> Utf8.check(bytes, 0, bytes.length))
                .isInstanceOf(MalformedChangeException.class);
    }

    private static String written(String text) {
        byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);
        JsonBuffer out = new JsonBuffer();
        JsonStrings.append(bytes, 1, bytes.length - 2, out);
        return Json.text(out);
    }
}
