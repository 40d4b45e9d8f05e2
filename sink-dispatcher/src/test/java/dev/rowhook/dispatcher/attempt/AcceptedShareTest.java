package dev.rowhook.dispatcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

class AcceptedShareTest {
    private static final AttemptLimits LIMITS =
            new AttemptLimits(10, 1_000, 5, 20, 100, Duration.ZERO, Duration.ZERO);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 500_000_000);
    private final AcceptedShare share = new AcceptedShare(LIMITS, nanos::get);
    private final SinkId sink = SinkId.create();

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(_ -> share.takes(sink)).count();
    }

    @Test
    void allAreKeptWhileThereAreFew() {
        for (int second = 0; second < 5; second++) {
            assertThat(taken(20)).isEqualTo(20);
            nanos.addAndGet(1_000_000_000);
        }
    }

    @Test
    void ofMoreOneInSoManyIsKept() {
        assertThat(taken(20 + 1_000)).isEqualTo(20 + 10);
    }

    @Test
    void oneSinkTakesNothingFromAnother() {
        assertThat(taken(500)).isEqualTo(24);
        assertThat(share.takes(SinkId.create())).isTrue();
    }

    @Test
    void neverMoreIsKeptThanASecondAllows() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int attempts = random.nextInt(2_000);
            long most = Math.min(attempts, 20) + Math.max(0, attempts - 20L) / 100 + 1;
            assertThat(taken(attempts)).isBetween((long) Math.min(attempts, 20), most);
            nanos.addAndGet(1_000_000_000 + random.nextInt(1_000));
        }
    }
}
