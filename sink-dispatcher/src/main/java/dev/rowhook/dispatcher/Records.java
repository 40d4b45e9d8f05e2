package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.dispatcher.pending.BlockedFilter;
import dev.rowhook.dispatcher.pending.DeadLetters;
import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.pending.PendingRow;
import dev.rowhook.dispatcher.pending.PendingTable;
import dev.rowhook.dispatcher.window.Entry;
import dev.rowhook.dispatcher.window.Message;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Decides by the table of pending messages which groups are blocked, and writes that table.
///
/// A group is in the window or in the table, never in both. Two things at once would break that:
/// looking whether a group is blocked in order to admit or park its messages, and writing its
/// failure or its last success. One lock keeps them apart. Every write has the sink's cursor as its
/// last statement, which is its fence; a second lock keeps an older cursor from being saved after a
/// newer one.
///
/// Thread-safe. Every method that writes throws [LeaseLostException] if another owner took the
/// database, and [org.jooq.exception.DataAccessException] if it is not known what was written;
/// doing it again is safe.
final class Records {
    private static final Logger log = LoggerFactory.getLogger(Records.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    // Fair, so that a keeper with much to write cannot keep the feeder out.
    private final ReentrantLock blocking = new ReentrantLock(true);
    private final ReentrantLock saving = new ReentrantLock();
    private final DSLContext worker;
    private final SinkCursors cursors;
    private final Lease lease;
    private final PendingTable table;
    private final BlockedFilter filter;
    private final WorkerState state;
    private final FeederDesk feeder;
    private final KeeperDesk keeper;
    private final Clock clock;
    private final RowHashes rows;
    private final Runnable afterWrite;
    private volatile boolean closed;

    /// @param afterWrite is called after each transaction that wrote
    Records(
            DSLContext worker,
            SinkCursors cursors,
            Lease lease,
            PendingTable table,
            BlockedFilter filter,
            WorkerState state,
            RowHashes rows,
            Clock clock,
            Runnable afterWrite) {
        this.worker = worker;
        this.cursors = cursors;
        this.lease = lease;
        this.table = table;
        this.filter = filter;
        this.state = state;
        this.feeder = new FeederDesk(state);
        this.keeper = new KeeperDesk(state);
        this.rows = rows;
        this.clock = clock;
        this.afterWrite = afterWrite;
    }

    /// Admits messages from `from` on to the window, and parks those of blocked groups.
    Admission admit(List<Message> messages, int from) throws InterruptedException {
        blocking.lockInterruptibly();
        try {
            Set<Long> blocked = untilDone(() -> blocked(messages, from));
            List<Entry> parked = new ArrayList<>();
            Admission admission = feeder.admit(messages, from, blocked, parked);
            if (!parked.isEmpty()) {
                park(parked);
            }
            return admission;
        } finally {
            blocking.unlock();
        }
    }

    private void park(List<Entry> parked) throws InterruptedException {
        List<PendingRow> waiting =
                parked.stream()
                        .map(entry ->
                                new PendingRow(
                                        entry.message(),
                                        Optional.empty(),
                                        rows.of(entry.message())))
                        .toList();
        boolean written = false;
        try {
            written =
                    untilDone(() -> {
                        write(0, tx -> table.insert(tx, waiting));
                        return true;
                    });
        } finally {
            if (!written) {
                keeper.notParked(parked);
            }
        }
        waiting.forEach(row -> addToFilter(row.message()));
        keeper.parked(parked);
    }

    /// The lock is kept meanwhile: the keeper could not write either.
    private <T> T untilDone(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (DataAccessException e) {
                log.atWarn()
                        .addKeyValue("database", lease.database())
                        .addKeyValue("error", DatabaseErrors.describe(e))
                        .log("messages not parked, trying again");
            }
            state.pause(PAUSE);
        }
    }

    private Set<Long> blocked(List<Message> messages, int from) {
        Set<Long> suspects = new HashSet<>();
        for (Message message : messages.subList(from, messages.size())) {
            if (filter.mayHold(message.groupA())) {
                suspects.add(message.groupA());
            }
            if (message.hasTwoGroups() && filter.mayHold(message.groupB())) {
                suspects.add(message.groupB());
            }
        }
        return suspects.isEmpty() ? suspects : table.blocked(suspects);
    }

    /// Writes what has failed and what was retried since the last time.
    void writeOutcomes() {
        blocking.lock();
        try {
            FailedMessages failed = keeper.takeFailures();
            List<Retried> results = keeper.takeResults();
            try {
                write(failed, results);
            } catch (RuntimeException e) {
                keeper.putBack(failed, results);
                throw e;
            }
            failed.holding().forEach(entry -> addToFilter(entry.message()));
            for (Retried result : results) {
                result.released().forEach(change -> removeFromFilter(change.message()));
            }
            keeper.recorded(failed, results);
        } finally {
            blocking.unlock();
        }
    }

    private void write(FailedMessages failed, List<Retried> results) {
        List<PendingChange> accepted = accepted(results);
        Map<PendingChange, Failure> again = new HashMap<>();
        results.forEach(
                result -> result.failed().ifPresent(one -> again.put(one.change(), one.failure())));
        if (failed.isEmpty() && accepted.isEmpty() && again.isEmpty()) {
            return;
        }
        List<PendingRow> fresh =
                failed.entries().stream()
                        .map(entry ->
                                new PendingRow(
                                        entry.message(),
                                        Optional.ofNullable(failed.failures().get(entry)),
                                        rows.of(entry.message())))
                        .toList();
        write(
                accepted.size(),
                tx -> {
                    table.insert(tx, fresh);
                    // A run's failed message may follow its accepted ones: removing those makes it
                    // due at once.
                    table.remove(tx, accepted, clock.instant());
                    table.update(tx, again, clock.instant());
                    StoredAging.write(tx, lease.account(), state.sink, keeper.aging());
                });
    }

    private static List<PendingChange> accepted(Collection<Retried> results) {
        return results.stream().flatMap(result -> result.accepted().stream()).toList();
    }

    private void write(int acceptedRetries, Consumer<DSLContext> statements) {
        saving.lock();
        Snapshot snapshot = state.snapshot(true, acceptedRetries);
        boolean written = false;
        try {
            worker.transaction(tx -> {
                statements.accept(tx.dsl());
                Snapshots.save(tx.dsl(), cursors, lease, List.of(snapshot));
            });
            written = true;
        } finally {
            if (!written) {
                state.putBack(snapshot);
            }
            saving.unlock();
        }
        afterWrite.run();
    }

    /// Gives a turn to rows that have none although they are the first of their groups, and an
    /// earlier one to those whose next try is further away than any pause is long.
    void putInTurn(Duration longestPause) {
        Instant now = clock.instant();
        write(
                0,
                tx -> {
                    table.promoteHeadless(tx, now);
                    table.bringForward(tx, now.plus(longestPause));
                });
    }

    /// Saves the cursor alone.
    void saveCursor() {
        saving.lock();
        try {
            Snapshot snapshot = state.snapshot(false, 0);
            worker.transaction(tx -> Snapshots.save(tx.dsl(), cursors, lease, List.of(snapshot)));
        } finally {
            saving.unlock();
        }
        afterWrite.run();
    }

    /// Lets the caller save the cursor together with others, and holds off all other saves until
    /// [#saved] or [#notSaved]. Empty if one goes on just now.
    Optional<Snapshot> beginSave() {
        if (!saving.tryLock()) {
            return Optional.empty();
        }
        if (closed) {
            saving.unlock();
            return Optional.empty();
        }
        return Optional.of(state.snapshot(false, 0));
    }

    /// From now on only the worker itself saves the cursor, if it is still there to be saved.
    void close() {
        saving.lock();
        try {
            closed = true;
        } finally {
            saving.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    void saved() {
        saving.unlock();
    }

    void notSaved(Snapshot snapshot) {
        state.putBack(snapshot);
        saving.unlock();
    }

    /// Does a part of what is asked for with dead letters, and says whether there is more of it.
    boolean settle(Function<DSLContext, DeadLetters.Work> part) {
        blocking.lock();
        try {
            AtomicReference<DeadLetters.Work> done = new AtomicReference<>(DeadLetters.Work.NONE);
            write(0, tx -> done.set(part.apply(tx)));
            DeadLetters.Work work = done.get();
            for (DeadLetters.Removed row : work.removed()) {
                filter.remove(row.groupA());
                if (row.groupB() != row.groupA()) {
                    filter.remove(row.groupB());
                }
            }
            if (work.redriven() || !work.removed().isEmpty()) {
                keeper.removed(work.removed().size());
            }
            return work.more();
        } finally {
            blocking.unlock();
        }
    }

    /// Writes something under the fence of the sink's cursor.
    void write(Consumer<DSLContext> statements) {
        write(0, statements);
    }

    private void addToFilter(Message message) {
        filter.add(message.groupA());
        if (message.hasTwoGroups()) {
            filter.add(message.groupB());
        }
    }

    private void removeFromFilter(Message message) {
        filter.remove(message.groupA());
        if (message.hasTwoGroups()) {
            filter.remove(message.groupB());
        }
    }
}
