package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.dispatcher.message.JsonValue.Array;
import dev.rowhook.dispatcher.message.JsonValue.Members;
import dev.rowhook.dispatcher.message.JsonValue.Numeric;
import dev.rowhook.dispatcher.message.JsonValue.Text;
import dev.rowhook.dispatcher.message.JsonValue.Word;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class JsonReaderTest {
    private static final String EXAMPLE =
            " {\"a\" : \"x\\u00fc\\n\\\"\\/\" , \"b\":[ 1.5e3 , true,false , null,[],{} ],\"ü\":{\"c\":-0}} ";

    @Test
    void readsWhatJsonHas() {
        assertThat(read(EXAMPLE))
                .contains(
                        new Members(
                                Map.of(
                                        "a", new Text("xü\n\"/"),
                                        "b",
                                                new Array(
                                                        List.of(
                                                                new Numeric("1.5e3"),
                                                                Word.TRUE,
                                                                Word.FALSE,
                                                                Word.NULL,
                                                                new Array(List.of()),
                                                                new Members(Map.of()))),
                                        "ü", new Members(Map.of("c", new Numeric("-0"))))));
    }

    @Test
    void refusesEveryTextCutShort() {
        byte[] bytes = EXAMPLE.stripTrailing().getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(JsonReader.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"a\"",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{} {}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
            })
    void refusesWhatIsNoObjectOrRepeatsAName(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(read("{\"a\":" + "[".repeat(100_000))).isEmpty();
        assertThat(read("{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}")).isPresent();
    }

    private static Optional<Members> read(String text) {
        return JsonReader.read(text.getBytes(UTF_8));
    }
}
