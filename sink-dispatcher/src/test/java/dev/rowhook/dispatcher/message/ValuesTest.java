package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

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

    private static final String COMPOSITE =
            "(1,\"x \"\"y\"\" \\\\ z\",\"{\"\"(2,\\\\\"\"y z\\\\\"\")\"\",NULL}\")";
    private static final String HSTORE = "\"a\"=>\"1\", \"b \\\"c\\\"\"=>NULL";

    /// `(a int, "b ""c""" text, d (e int, f text)[])`.
    private static final ValueType ROW =
            new ValueType.Row(
                    List.of(
                            new ValueType.Field("a", Scalar.NUMBER),
                            new ValueType.Field("b \"c\"", Scalar.TEXT),
                            new ValueType.Field(
                                    "d",
                                    new ValueType.Array(
                                            new ValueType.Row(
                                                    List.of(
                                                            new ValueType.Field("e", Scalar.NUMBER),
                                                            new ValueType.Field("f", Scalar.TEXT))),
                                            ','))));

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
            byte[] literal = mutated(ARRAYS.get(random.nextInt(ARRAYS.size())), random);
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(1,x) | {\"a\":1,\"b \\\"c\\\"\":\"x\",\"d\":null}",
                "(,,) | {\"a\":null,\"b \\\"c\\\"\":null,\"d\":null}",
                "(1,\"\",) | {\"a\":1,\"b \\\"c\\\"\":\"\",\"d\":null}",
                "(1,\"q\"\"q\\\\,()\",) | {\"a\":1,\"b \\\"c\\\"\":\"q\\\"q\\\\,()\",\"d\":null}",
                "(1,x,\"{\"\"(2,\\\\\"\"y z\\\\\"\")\"\",NULL}\") | {\"a\":1,\"b \\\"c\\\"\":\"x\",\"d\":[{\"e\":2,\"f\":\"y z\"},null]}",
            })
    void compositesAreObjects(String literal, String json) {
        assertThat(value(ROW, literal)).isEqualTo(json);
    }

    @Test
    void aCompositeWithoutAttributesIsAnEmptyObject() {
        assertThat(value(new ValueType.Row(List.of()), "()")).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | {}",
                "\"a\"=>\"1\", \"b\"=>NULL | {\"a\":\"1\",\"b\":null}",
                "\"q\\\"\\\\\"=>\"NULL\" | {\"q\\\"\\\\\":\"NULL\"}",
            })
    void hstoresAreObjects(String literal, String json) {
        assertThat(value(Scalar.HSTORE, literal)).isEqualTo(json);
    }

    @Test
    void arraysOfArraysOfADomainAreNested() {
        ValueType labels = new ValueType.Array(Scalar.TEXT, ',');
        assertThat(value(new ValueType.Array(labels, ','), "{\"{a,\\\"b c\\\"}\",NULL,\"{}\"}"))
                .isEqualTo("[[\"a\",\"b c\"],null,[]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "(1,x,{},9)", "(1,x,{})x", "(1,x\"y\",)", "(1,(x),)", "(1,x\\,)"})
    void malformedCompositesAreRefused(String literal) {
        assertThatThrownBy(() -> value(ROW, literal)).isInstanceOf(MalformedChangeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"a\"", "\"a\"=>1", "\"a\"=>\"1\",\"b\"=>NULL", "\"a\"=>\"1\", "})
    void malformedHstoresAreRefused(String literal) {
        assertThatThrownBy(() -> value(Scalar.HSTORE, literal))
                .isInstanceOf(MalformedChangeException.class);
    }

    @Test
    void compositesAndHstoresCutShortAreRefused() {
        for (int length = 0; length < COMPOSITE.length(); length++) {
            String cut = COMPOSITE.substring(0, length);
            assertThatThrownBy(() -> value(ROW, cut))
                    .as(cut)
                    .isInstanceOf(MalformedChangeException.class);
        }
        String pair = HSTORE.substring(HSTORE.indexOf(' ') + 1);
        for (int length = 1; length < pair.length(); length++) {
            String cut = pair.substring(0, length);
            assertThatThrownBy(() -> value(Scalar.HSTORE, cut))
                    .as(cut)
                    .isInstanceOf(MalformedChangeException.class);
        }
    }

    @Test
    void whateverTheCompositeOrHstoreItIsJsonOrRefused() {
        long seed = System.nanoTime();
        System.out.println("seed of mutated composites: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            boolean row = random.nextBoolean();
            byte[] literal = mutated(row ? COMPOSITE : HSTORE, random);
            JsonBuffer out = new JsonBuffer();
            try {
                Values.ISO_8601.append(row ? ROW : Scalar.HSTORE, literal, 0, literal.length, out);
            } catch (MalformedChangeException _) {
                continue;
            }
            // An hstore that was changed may have a key twice.
            assertThat(JsonMapper.shared().readTree(out.copy()).isObject())
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    /// The text with some bytes changed.
    private static byte[] mutated(String text, Random random) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte other = bytes[random.nextInt(bytes.length)];
            boolean any = random.nextBoolean();
            bytes[random.nextInt(bytes.length)] = any ? (byte) random.nextInt() : other;
        }
        return bytes;
    }

    private static String value(ValueType type, String literal) {
        byte[] text = literal.getBytes(UTF_8);
        JsonBuffer out = new JsonBuffer();
        Values.ISO_8601.append(type, text, 0, text.length, out);
        return Json.text(out);
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
