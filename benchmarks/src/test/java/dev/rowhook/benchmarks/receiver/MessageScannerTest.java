package dev.rowhook.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class MessageScannerTest {
    private static final String FIRST =
            """
            {"record":{"id":1234,"payload":"abc"},"changes":null,"action":"insert","metadata":\
            {"commit_timestamp":"2026-10-28T21:39:21.127470Z","commit_lsn":1,"consumer":{"id":"snk_1"}}}\
            """;
    private static final String SECOND =
            """
            {"record":{"id":7,"payload":"{\\"record\\":{"},"changes":null,"action":"insert","metadata":\
            {"commit_timestamp":"2024-02-29T00:00:00.000001Z","commit_lsn":2}}\
            """;
    private static final String CHANGE_EVENT =
            """
            {"before":null,"after":{"id":42,"payload":"x"},"source":{"ts_ms":1,"ts_us":1700000000123456,\
            "ts_ns":3},"op":"c","ts_ms":4,"ts_us":5,"ts_ns":6}\
            """;

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(
                        Dialect.ROWHOOK,
                        FIRST,
                        List.of(1234L, micros("2026-10-28T21:39:21.127470Z"))),
                Arguments.of(
                        Dialect.ROWHOOK,
                        "{\"data\":[" + FIRST + "," + SECOND + "]}",
                        List.of(
                                1234L,
                                micros("2026-10-28T21:39:21.127470Z"),
                                7L,
                                micros("2024-02-29T00:00:00.000001Z"))),
                Arguments.of(Dialect.DEBEZIUM, CHANGE_EVENT, List.of(42L, 1_700_000_000_123_456L)));
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void messagesAreFoundHoweverTheBodyIsCut(Dialect dialect, String body, List<Long> expected) {
        byte[] bytes = body.getBytes(UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            MessageScanner scanner = new MessageScanner(dialect);
            MessageList messages = new MessageList();
            scanner.scan(bytes, 0, first, messages);
            int second = first + (bytes.length - first) / 2;
            scanner.scan(bytes, first, second, messages);
            scanner.scan(bytes, second, bytes.length, messages);
            assertThat(scanner.end()).isTrue();
            assertThat(numbers(messages)).as("cut at %d", first).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void messagesAreFoundByteByByte(Dialect dialect, String body, List<Long> expected) {
        byte[] bytes = body.getBytes(UTF_8);
        MessageScanner scanner = new MessageScanner(dialect);
        MessageList messages = new MessageList();
        for (int at = 0; at < bytes.length; at++) {
            scanner.scan(bytes, at, at + 1, messages);
        }
        assertThat(scanner.end()).isTrue();
        assertThat(numbers(messages)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatBreaksOffInAMessageIsNotWhole(Dialect dialect, String body, List<Long> expected) {
        String cut = body.substring(0, body.indexOf("\"id\":") + 6);
        MessageScanner scanner = new MessageScanner(dialect);
        MessageList messages = new MessageList();
        scanner.scan(cut.getBytes(UTF_8), 0, cut.length(), messages);
        assertThat(scanner.end()).isFalse();

        scanner.scan(body.getBytes(UTF_8), 0, body.length(), messages);
        assertThat(numbers(messages)).as("the next body").isEqualTo(expected);
    }

    private static List<Long> numbers(MessageList messages) {
        return IntStream.range(0, messages.size())
                .boxed()
                .flatMap(i -> Stream.of(messages.id(i), messages.commitMicros(i)))
                .toList();
    }
}
