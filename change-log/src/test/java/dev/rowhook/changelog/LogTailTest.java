package dev.rowhook.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class LogTailTest {
    private static final int LAST = 20_000;

    private final LogTail tail = new LogTail(0, Long.MAX_VALUE);
    private long next = 1;

    @Test
    void eachSinkSeesWhatItWantsAndAllOfItsPlacesRise() throws Exception {
        Random random = new Random();
        long seed = random.nextLong();
        System.out.println("seed " + seed);
        random.setSeed(seed);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> seen = new ArrayList<>();
            for (int sink = 1; sink <= 20; sink++) {
                int number = sink;
                seen.add(readers.submit(() -> read(number)));
            }
            while (next <= LAST) {
                publish(random);
            }
            for (int sink = 1; sink <= 20; sink++) {
                assertThat(seen.get(sink - 1).get(60, TimeUnit.SECONDS))
                        .as("sink %d", sink)
                        .containsExactlyElementsOf(wanted(sink));
            }
        }
    }

    @Test
    void aSinkThatWantsNothingMovesOnAllTheSame() throws InterruptedException, ExecutionException {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> place = readers.submit(() -> tail.awaitWanted(99, 0));
            Thread.sleep(Duration.ofMillis(50));
            tail.publish(batch(10));
            tail.publish(batch(10));
            assertThat(place.get()).isEqualTo(20);
        }
    }

    private List<Long> read(int sink) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        long place = 0;
        while (place < LAST) {
            long from = tail.awaitWanted(sink, place);
            assertThat(from).isGreaterThanOrEqualTo(place);
            place = from;
            LoggedBatch batch = tail.batchWith(place + 1).orElse(null);
            if (batch != null) {
                LogPage page = batch.page(new LogView(sink, 0), place, 7);
                page.changes().forEach(change -> seen.add(change.seq()));
                place = page.lastSeq();
            }
        }
        return seen;
    }

    private void publish(Random random) {
        tail.publish(batch((int) Math.min(LAST + 1 - next, 1 + random.nextInt(20))));
    }

    private LoggedBatch batch(int size) {
        List<TaggedChange> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            LoggedChange change = new LoggedChange(next, 1, next, 0, 0, 1, null, new byte[0]);
            changes.add(new TaggedChange(change, sinks(next)));
            next++;
        }
        return new LoggedBatch(changes, 100);
    }

    private static List<Long> wanted(int sink) {
        List<Long> wanted = new ArrayList<>();
        for (long seq = 1; seq <= LAST; seq++) {
            if (seq % 23 == sink || seq % 400 == 0) {
                wanted.add(seq);
            }
        }
        return wanted;
    }

    private static int[] sinks(long seq) {
        return seq % 400 == 0
                ? IntStream.rangeClosed(1, 20).toArray()
                : new int[] {(int) (seq % 23)};
    }
}
