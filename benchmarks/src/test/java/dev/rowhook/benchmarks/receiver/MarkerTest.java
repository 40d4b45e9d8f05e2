package dev.rowhook.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

import java.util.Random;

final class MarkerTest {
    @Test
    void itIsFoundWhereStringsFindIt() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String wanted = text(random, 2 + random.nextInt(4));
            String all = text(random, random.nextInt(40));
            int cut = random.nextInt(all.length() + 1);
            int found = all.indexOf(wanted);
            assertThat(find(wanted, all, cut))
                    .as("%s in %s, cut at %d", wanted, all, cut)
                    .isEqualTo(found < 0 ? -1 : found + wanted.length());
        }
    }

    private static int find(String wanted, String all, int cut) {
        Marker marker = new Marker(wanted);
        byte[] bytes = all.getBytes(US_ASCII);
        int found = marker.find(bytes, 0, cut);
        return found >= 0 ? found : marker.find(bytes, cut, bytes.length);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }
}
