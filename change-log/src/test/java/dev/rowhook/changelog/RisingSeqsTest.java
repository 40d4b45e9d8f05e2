package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class RisingSeqsTest {
    @Test
    void decodesWhatItEncoded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 1_000; run++) {
            long mark = random.nextLong(1L << 50);
            long[] seqs = new long[random.nextInt(50)];
            long last = mark;
            for (int i = 0; i < seqs.length; i++) {
                last += 1 + random.nextLong(1L << random.nextInt(40));
                seqs[i] = last;
            }
            assertThat(RisingSeqs.decode(mark, RisingSeqs.encode(mark, seqs)))
                    .as("seed %d, run %d: %s", seed, run, Arrays.toString(seqs))
                    .isEqualTo(seqs);
        }
    }

    @Test
    void refusesSeqsThatDoNotRise() {
        assertThatThrownBy(() -> RisingSeqs.encode(5, new long[] {6, 6}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RisingSeqs.decode(5, new byte[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBytesThatEndInsideANumber() {
        byte[] bytes = RisingSeqs.encode(0, new long[] {1_000_000_000_000L});
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RisingSeqs.decode(0, cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
