package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Scalar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

final class ValuesTest {
    private static final List<String> ARRAYS =
            List.of(
                    "{}",
                    "{1,NULL,3}",
                    "{{1,2},{3,4}}",
                    "[0:2]={1,2,3}",
                    "[-1:0][2:3]={{1,2},{3,4}}",
                    "{{{{{{1}}}}}}",
                    "{\"a \\\"b\\\\\",c,\"NULL\",\"\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | []",
                "{a,NULL,\"NULL\",null} | [\"a\",null,\"NULL\",\"null\"]",
                "{{a,b},{c,d}} | [[\"a\",\"b\"],[\"c\",\"d\"]]",
                "[0:2]={a,b,c} | [\"a\",\"b\",\"c\"]",
                "{\"\",\"a b\",\"q\\\"q\\\\\",\"{x,y}\"} | [\"\",\"a b\",\"q\\\"q\\\\\",\"{x,y}\"]",
            })
    void arraysAreNested(String literal, String json) {
        assertThat(array(Scalar.TEXT, literal)).isEqualTo(json);
    }

    @Test
    void elementsAreOfTheirType() {
        assertThat(array(Scalar.NUMBER, "{1,-2.50,NaN,NULL}")).isEqualTo("[1,-2.50,\"NaN\",null]");
        assertThat(array(Scalar.BOOLEAN, "{t,f}")).isEqualTo("[true,false]");
        assertThat(array(Scalar.JSON, "{\"{\\\"a\\\": [1, 2]}\",null,NULL}"))
                .isEqualTo("[{\"a\": [1, 2]},null,null]");
        assertThat(array(Scalar.TIMESTAMPTZ, "{\"2024-10-28 21:37:01+00\",infinity}"))
                .isEqualTo("[\"2024-10-28T21:37:01.000000Z\",\"infinity\"]");
    }

    @Test
    void arraysCutShortAreRefused() {
        for (String literal : ARRAYS) {
            for (int length = 0; length < literal.length(); length++) {
                String cut = literal.substring(0, length);
                assertThatThrownBy(() -> array(Scalar.TEXT, cut))
                        .as(cut)
                        .isInstanceOf(MalformedChangeException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{1}x",
                "{1}}",
                "{,}",
                "{1,}",
                "{{1},2}",
                "{1,{2}}",
                "{{},{}}",
                "{{}}",
                "{a\"b}",
                "{a\\b}",
                "{\"a\"b}",
                "{{1}{2}}",
                "[0:1]{1}",
                "{{{{{{{1}}}}}}}"
            })
    void malformedArraysAreRefused(String literal) {
        assertThatThrownBy(() -> array(Scalar.TEXT, literal))
                .isInstanceOf(MalformedChangeException.class);
    }

    @ParameterizedTest
    @EnumSource(Scalar.class)
    void whateverTheArrayItIsJsonOrRefused(Scalar element) {
        long seed = System.nanoTime();
        System.out.println("seed of mutated arrays: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] literal = ARRAYS.get(random.nextInt(ARRAYS.size())).getBytes(UTF_8);
            for (int j = random.nextInt(3); j >= 0; j--) {
                byte other = literal[random.nextInt(literal.length)];
                boolean any = random.nextBoolean();
                literal[random.nextInt(literal.length)] = any ? (byte) random.nextInt() : other;
            }
            JsonBuffer out = new JsonBuffer();
            try {
                new ArrayLiteral(Values.ISO_8601, element, ',', literal, 0, literal.length, out)
                        .append();
            } catch (MalformedChangeException _) {
                continue;
            }
            if (element != Scalar.JSON) {
                assertThat(Json.parse(out).isArray()).as("seed %d", seed).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-28 21:37:01.12747, 2024-10-28T21:37:01.127470",
        "2024-10-28 21:37:01, 2024-10-28T21:37:01.000000",
        "294276-12-31 23:59:59.999999, 294276-12-31T23:59:59.999999",
        "0044-03-15 12:00:00.5 BC, 0044-03-15T12:00:00.5 BC",
        "0044-03-15 12:00:00 BC, 0044-03-15T12:00:00 BC",
        "infinity, infinity",
        "-infinity, -infinity",
    })
    void timestampsHaveMicroseconds(String text, String iso) {
        assertThat(scalar(Scalar.TIMESTAMP, text)).isEqualTo('"' + iso + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10-28 21:37:01.12747+00, 2024-10-28T21:37:01.127470Z",
        "2024-10-28 21:37:01+00, 2024-10-28T21:37:01.000000Z",
        "2024-10-28 21:37:01+05:30, 2024-10-28T21:37:01.000000+05:30",
        "2024-10-28 21:37:01-05, 2024-10-28T21:37:01.000000-05:00",
        "0044-03-15 12:00:00+00 BC, 0044-03-15T12:00:00+00:00 BC",
        "infinity, infinity",
    })
    void timestampsWithAZoneEndInIt(String text, String iso) {
        assertThat(scalar(Scalar.TIMESTAMPTZ, text)).isEqualTo('"' + iso + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "y",
                "2024-10-28",
                "2024-10-28 21:37",
                "Mon Oct 28 21:37:01 2024",
                "2024-10-28 21:37:01.1234567",
                "2024-10-28 21:37:01 AD",
                "\"024-10-28 21:37:01"
            })
    void whatIsNoTimestampIsRefused(String text) {
        assertThatThrownBy(() -> scalar(Scalar.TIMESTAMP, text))
                .isInstanceOf(MalformedChangeException.class);
        assertThatThrownBy(() -> scalar(Scalar.TIMESTAMPTZ, text))
                .isInstanceOf(MalformedChangeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-12.50, -12.50",
        "1e+300, 1e+300",
        "123456789012345678901234567890.1, 123456789012345678901234567890.1",
        "NaN, \"NaN\"",
        "-Infinity, \"-Infinity\"",
        "007, \"007\"",
        "1., \"1.\"",
        ".5, \".5\"",
        "1e, \"1e\"",
        "-, \"-\"",
    })
    void numbersKeepTheirDigitsAndOthersAreStrings(String text, String json) {
        assertThat(scalar(Scalar.NUMBER, text)).isEqualTo(json);
    }

    @Test
    void whatIsNoBooleanIsRefused() {
        assertThatThrownBy(() -> scalar(Scalar.BOOLEAN, "true"))
                .isInstanceOf(MalformedChangeException.class);
        assertThatThrownBy(() -> scalar(Scalar.JSON, ""))
                .isInstanceOf(MalformedChangeException.class);
    }

    private static String array(Scalar element, String literal) {
        byte[] bytes = literal.getBytes(UTF_8);
        JsonBuffer out = new JsonBuffer();
        new ArrayLiteral(Values.ISO_8601, element, ',', bytes, 0, bytes.length, out).append();
        return Json.text(out);
    }

    private static String scalar(Scalar type, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        JsonBuffer out = new JsonBuffer();
        Values.ISO_8601.append(type, bytes, 0, bytes.length, out);
        return Json.text(out);
    }
}
