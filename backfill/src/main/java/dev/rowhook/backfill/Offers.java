package dev.rowhook.backfill;

import dev.rowhook.changelog.page.BackfillPage;
import dev.rowhook.changelog.page.BackfillPage.Outcome;
import dev.rowhook.changelog.page.Watch;
import dev.rowhook.changelog.page.WatchLostException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The pages of one watch that were offered and not settled. Not thread-safe.
final class Offers {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

    private final Watch watch;
    private final Deque<CompletableFuture<Outcome>> open = new ArrayDeque<>();

    Offers(Watch watch) {
        this.watch = watch;
    }

    void add(BackfillPage page) {
        CompletableFuture<Outcome> outcome = watch.offer(page);
        // In the thread of the reader, before it comes to a later page: that must not be appended
        // behind one that was not.
        open.add(
                outcome.whenComplete((done, lost) -> {
                    if (!(done instanceof Outcome.Appended)) {
                        watch.close();
                    }
                }));
    }

    int size() {
        return open.size();
    }

    /// What became of the oldest.
    ///
    /// @throws WatchLostException if the reader lost sight of the table
    Outcome awaitOldest() throws InterruptedException {
        try {
            Outcome outcome = open.getFirst().get();
            open.removeFirst();
            return outcome;
        } catch (ExecutionException e) {
            throw lost(e);
        }
    }

    /// Why the reader has given up.
    static RuntimeException lost(ExecutionException e) {
        return e.getCause() instanceof WatchLostException lost
                ? lost
                : new IllegalStateException(e);
    }

    /// Waits until all are settled, as they soon are once the watch is closed.
    void settle() {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        for (CompletableFuture<Outcome> outcome : open) {
            try {
                outcome.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Whether it is in the log is read from what is saved.
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        open.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
