package dev.rowhook.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.time.Instant;

class ReadersTest {
    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode number(String number) {
        return JsonNodeFactory.instance.numberNode(new BigDecimal(number));
    }

    private static void refuses(FieldReader<?> reader, JsonNode value, String code) {
        assertThatThrownBy(() -> reader.read(value))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-05T12:00:00Z, 2026-11-05T12:00:00Z",
        "2026-11-05T12:00:00.000001+02:00, 2026-11-05T10:00:00.000001Z",
        "2026-11-05T12:00:00 02:00, 2026-11-05T10:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void timesAreRead(String text, Instant time) throws InvalidFieldException {
        assertThat(QueryReaders.instant().read(text(text))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-05",
                "2026-11-05T12:00Z",
                "2026-11-05T12:00:00",
                "2026-02-30T12:00:00Z",
                "+294277-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z"
            })
    void whatIsNoTimeOfRfc3339IsRefused(String text) {
        refuses(QueryReaders.instant(), text(text), "invalid_time");
    }

    /// Postgres could keep some of these years, and Java more.
    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "9999-12-31T23:59:59-18:00"})
    void aTimeOfAnotherAgeIsRefused(String text) {
        refuses(QueryReaders.instant(), text(text), "out_of_range");
    }

    @Test
    void halfOfASurrogatePairIsNoText() {
        refuses(Readers.text(), text("a\ud83d"), "invalid");
        refuses(Readers.text(), text("\ude00\ud83d"), "invalid");
    }

    @Test
    void numbersAreWrittenOutAsFarAsTheyMayBeLong() throws InvalidFieldException {
        assertThat(Readers.number(10).read(number("1.50"))).isEqualTo("1.50");
        assertThat(Readers.number(10).read(number("1e9"))).isEqualTo("1000000000");
        refuses(Readers.number(10), number("1e10"), "too_long");
        refuses(Readers.number(10), number("1e999999999"), "too_long");
        refuses(Readers.number(10), number("1e-999999999"), "too_long");
    }
}
