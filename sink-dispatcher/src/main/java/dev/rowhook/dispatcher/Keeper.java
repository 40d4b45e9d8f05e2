package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.pending.PendingTable;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes what failed and what was retried, and loads what is due, until the worker stops; then it
/// writes the last outcomes.
///
/// Sleeps until there is work. One thread.
final class Keeper {
    private static final Logger log = LoggerFactory.getLogger(Keeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(10);

    private final SinkId sink;
    private final WorkerState state;
    private final KeeperDesk desk;
    private final Records records;
    private final Settler settler;
    private final PendingTable table;
    private final Pace pace;
    private final DeliveryLimits limits;
    private final Clock clock;

    Keeper(
            SinkId sink,
            WorkerState state,
            Records records,
            Settler settler,
            PendingTable table,
            Pace pace,
            DeliveryLimits limits,
            Clock clock) {
        this.sink = sink;
        this.state = state;
        this.desk = new KeeperDesk(state);
        this.records = records;
        this.settler = settler;
        this.table = table;
        this.pace = pace;
        this.limits = limits;
        this.clock = clock;
    }

    void run() throws InterruptedException {
        while (!state.isStopping()) {
            desk.awaitChores();
            try {
                records.writeOutcomes();
                see();
                loadDue();
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("sink", sink)
                        .addKeyValue("error", DatabaseErrors.describe(e))
                        .log("outcomes not written, trying again");
                state.pause(PAUSE);
            } catch (LeaseLostException e) {
                throw e;
            } catch (RuntimeException e) {
                log.atError()
                        .addKeyValue("sink", sink)
                        .setCause(e)
                        .log("pending rows not understood");
                state.pause(LONG_PAUSE);
            }
        }
    }

    /// What is asked for beside failures and retries.
    private void see() {
        Chores.Asked asked = desk.takeAsked();
        boolean done = false;
        try {
            settler.settle(asked, desk.view());
            done = true;
        } finally {
            if (!done) {
                desk.putBack(asked);
            }
        }
    }

    private void loadDue() {
        if (!desk.wantsRetries()) {
            return;
        }
        List<PendingChange> heads =
                table.due(
                        clock.instant(),
                        desk.loadedRetries(),
                        desk.retryRoom(),
                        limits.retryBytes());
        for (PendingChange head : heads) {
            if (desk.retryRoom() > 0) {
                desk.offerRetry(
                        head.attempts() > 0 || head.message().redriven()
                                ? List.of(head)
                                : followers(head));
            }
        }
        if (heads.isEmpty()) {
            desk.nextRetryAt(table.nextDue(desk.loadedRetries()));
        }
    }

    /// What was only parked is sent as fresh messages are, in batches.
    private List<PendingChange> followers(PendingChange head) {
        Set<Long> loaded = desk.loadedRetries();
        List<PendingChange> run = new ArrayList<>();
        for (PendingChange change : table.run(head, pace.batchSize(), pace.batchBytes())) {
            if (loaded.contains(change.seq())
                    || (change.attempts() > 0 && change.seq() != head.seq())) {
                break;
            }
            run.add(change);
        }
        return run;
    }
}
