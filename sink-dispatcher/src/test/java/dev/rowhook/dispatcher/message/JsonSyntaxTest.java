package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;

import org.junit.jupiter.api.Test;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

final class JsonSyntaxTest {
    private static final JsonMapper JACKSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final List<String> EXAMPLES =
            List.of(
                    "{}",
                    " { \"a\" : [ 1 , -2.5e+3, true, false, null, \"\\u00e4\\n\\\"x\" ] } ",
                    "{\"ä\":{\"b\":{\"c\":[[],{}]}},\"d\":0}",
                    "{\"user\":\"paul\",\"request\":\"req_123\"}");

    @Test
    void objectsAreObjects() {
        for (String example : EXAMPLES) {
            assertThat(JsonSyntax.isObject(example.getBytes(UTF_8))).as(example).isTrue();
        }
    }

    @Test
    void otherValuesAndDeepOnesAreNot() {
        for (String other :
                List.of("", "null", "[]", "1", "\"{}\"", "{}{}", "{\"a\":1},\"b\":{}")) {
            assertThat(JsonSyntax.isObject(other.getBytes(UTF_8))).as(other).isFalse();
        }
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(JsonSyntax.isObject(deep.getBytes(UTF_8))).isFalse();
    }

    @Test
    void jacksonAgreesWhateverTheBytes() {
        long seed = System.nanoTime();
        System.out.println("seed of mutated objects: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] text = EXAMPLES.get(random.nextInt(EXAMPLES.size())).getBytes(UTF_8);
            for (int j = random.nextInt(4); j > 0; j--) {
                boolean any = random.nextBoolean();
                text[random.nextInt(text.length)] =
                        any ? (byte) random.nextInt() : text[random.nextInt(text.length)];
            }
            text = random.nextInt(8) == 0 ? Arrays.copyOf(text, random.nextInt(text.length)) : text;
            assertThat(JsonSyntax.isObject(text))
                    .as("seed %d: %s", seed, new String(text, UTF_8))
                    .isEqualTo(jacksonReadsAnObject(text));
        }
    }

    private static boolean jacksonReadsAnObject(byte[] text) {
        try {
            // Jackson also reads UTF-16 and UTF-32, and half checks UTF-8 while it does.
            Utf8.check(text, 0, text.length);
            return JACKSON.readTree(new String(text, UTF_8)).isObject();
        } catch (JacksonException | MalformedChangeException _) {
            return false;
        }
    }
}
