package dev.rowhook.reader.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Begin;
import dev.rowhook.reader.pgoutput.PgOutputMessage.ColumnMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Commit;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Ignored;
import dev.rowhook.reader.pgoutput.PgOutputMessage.LogicalMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RowMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.Truncate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class PgOutputDecoderTest {
    /// 2026-01-02 03:04:05.678901 UTC, in microseconds after 2000-01-01.
    private static final String TIME = "0002ea5dbb1f6f35";

    record Case(String name, String hex, PgOutputMessage message) {
        ByteBuffer bytes() {
            return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> wholeMessages() {
        return Stream.of(
                new Case(
                        "begin",
                        "42 00000001000000a8 " + TIME + " 000002f1",
                        new Begin(new Lsn(0x1000000a8L), micros(), 0x2f1)),
                new Case(
                        "commit",
                        "43 00 00000001000000a8 00000001000000d8 " + TIME,
                        new Commit(new Lsn(0x1000000a8L), new Lsn(0x1000000d8L))),
                new Case(
                        "relation",
                        "52 00004001 7075626c696300 6ff6726400 66 0002 01 696400 00000014 ffffffff 00 6e6f746500 00000019 ffffffff"
                                .replace("6ff672", "6fc3b672"),
                        new RelationMessage(
                                0x4001,
                                "public",
                                "o\u00f6rd",
                                ReplicaIdentity.FULL,
                                List.of(
                                        new ColumnMessage("id", 20, true),
                                        new ColumnMessage("note", 25, false)))),
                new Case(
                        "truncate",
                        "54 00000002 00 00004001 00004002",
                        new Truncate(List.of(0x4001, 0x4002))));
    }

    @ParameterizedTest
    @MethodSource("wholeMessages")
    void decodes(Case example) {
        assertThat(PgOutputDecoder.decode(example.bytes())).isEqualTo(example.message());
    }

    @ParameterizedTest
    @MethodSource("wholeMessages")
    void refusesEveryMessageCutShort(Case example) {
        for (int length = 0; length < example.bytes().limit(); length++) {
            ByteBuffer cut = example.bytes().slice(0, length);
            assertThatThrownBy(() -> PgOutputDecoder.decode(cut))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("wholeMessages")
    void refusesWhatGoesOnAfterTheMessage(Case example) {
        ByteBuffer longer =
                ByteBuffer.allocate(example.bytes().limit() + 1).put(example.bytes()).rewind();
        assertThatThrownBy(() -> PgOutputDecoder.decode(longer))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void decodesALogicalMessage() {
        String prefix = HexFormat.of().formatHex("rowhook:x".getBytes(StandardCharsets.UTF_8));
        Case example =
                new Case(
                        "message",
                        "4d 01 0000000000000001 " + prefix + "00 00000002 7b7d",
                        new Ignored('M'));

        LogicalMessage message = (LogicalMessage) PgOutputDecoder.decode(example.bytes());

        assertThat(message.transactional()).isTrue();
        assertThat(message.prefix()).isEqualTo("rowhook:x");
        assertThat(message.content()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }

    @Test
    void looksNotIntoRows() {
        assertThat(
                        PgOutputDecoder.decode(
                                ByteBuffer.wrap(HexFormat.of().parseHex("55000040014e0001"))))
                .isEqualTo(new RowMessage('U', 0x4001));
    }

    @Test
    void nothingButItsOwnExceptionComesOutOfGarbage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[][] examples =
                wholeMessages().map(example -> example.bytes().array()).toArray(byte[][]::new);
        int refused = 0;
        for (int run = 0; run < 50_000; run++) {
            byte[] bytes = examples[random.nextInt(examples.length)].clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                PgOutputDecoder.decode(ByteBuffer.wrap(bytes));
            } catch (MalformedMessageException _) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, run %d".formatted(seed, run), e);
            }
        }
        assertThat(refused).isPositive();
    }

    private static long micros() {
        Instant time = Instant.parse("2026-01-02T03:04:05.678901Z");
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
