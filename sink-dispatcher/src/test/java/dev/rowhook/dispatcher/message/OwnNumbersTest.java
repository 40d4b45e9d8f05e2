package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;

final class OwnNumbersTest {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void unsignedNumbersAreAsJavaWritesThem() {
        long seed = System.nanoTime();
        System.out.println("seed of numbers: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 64 * 100; i++) {
            long number = random.nextLong() >>> (i % 64);
            assertThat(unsigned(number)).isEqualTo(Long.toUnsignedString(number));
        }
        for (long power = 1, i = 0; i < 19; i++, power *= 10) {
            assertThat(unsigned(power)).isEqualTo(Long.toUnsignedString(power));
            assertThat(unsigned(power - 1)).isEqualTo(Long.toUnsignedString(power - 1));
        }
        assertThat(unsigned(-8_446_744_073_709_551_616L)).isEqualTo("10000000000000000000");
        assertThat(unsigned(-8_446_744_073_709_551_617L)).isEqualTo("9999999999999999999");
        assertThat(unsigned(-1)).isEqualTo("18446744073709551615");
    }

    @Test
    void commitTimesAreAsJavaWritesThem() {
        long seed = System.nanoTime();
        System.out.println("seed of times: " + seed);
        Random random = new Random(seed);
        long end = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * 1_000_000;
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong(-end / 5, end);
            Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            assertThat(time(micros)).isEqualTo('"' + ISO.format(moment) + '"');
        }
        assertThat(time(1_730_151_561_127_470L)).isEqualTo("\"2024-10-28T21:39:21.127470Z\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0})
    void noTimeIsTooFarAway(long micros) {
        String moment = time(micros);

        assertThat(Instant.parse(moment.substring(1, moment.length() - 1)))
                .isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    @Test
    void idempotencyKeysAreBase64() {
        for (long lsn = 1; lsn > 0 && lsn < Long.MAX_VALUE / 7; lsn *= 7) {
            String plain = lsn + ":" + lsn % 1000;
            JsonBuffer out = new JsonBuffer();
            IdempotencyKey.append(
                    new LoggedChange(1, 1, lsn, lsn % 1000, 0, 1, null, new byte[0]), out);
            assertThat(Json.text(out))
                    .isEqualTo(Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)));
        }
    }

    private static String unsigned(long number) {
        JsonBuffer out = new JsonBuffer();
        JsonNumbers.appendUnsigned(number, out);
        return Json.text(out);
    }

    private static String time(long micros) {
        JsonBuffer out = new JsonBuffer();
        CommitTime.append(micros, out);
        return Json.text(out);
    }
}
