package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkConditions;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.changelog.SinkLog;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.pending.BlockedFilter;
import dev.rowhook.dispatcher.pending.PendingTable;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Delivers what one sink wants, in the order of its groups, from its cursor on until it is
/// stopped.
///
/// At least once: a message is done when the endpoint accepted it or its row is written, and what
/// is not known to be done is sent again after a crash. A clean stop sends nothing again. Start and
/// stop are called once each.
final class SinkWorker {
    private static final Logger log = LoggerFactory.getLogger(SinkWorker.class);
    private static final Duration CUT = Duration.ofSeconds(2);

    private final SinkId sink;
    private final WorkerContext context;
    private final Courier courier;
    private final SinkPolicy policy;
    private final EndpointGate gate;
    private final AttemptNotes notes;
    private final WorkerState state;
    private final Records records;
    private final Stop stop = new Stop();
    private final Thread feeder;
    private final Thread keeper;

    private interface Loop {
        void run() throws InterruptedException;
    }

    SinkWorker(
            WorkerContext context,
            SinkCursor cursor,
            SinkPolicy policy,
            SinkLog changes,
            ChangeJudge judge,
            Grouper grouper,
            Destination destination) {
        this.sink = cursor.sink();
        this.context = context;
        this.courier = destination.courier();
        this.policy = policy;
        this.gate = destination.gate();
        this.notes = new AttemptNotes(sink, context.attempts());
        DeliveryLimits limits = context.limits();
        PendingTable table =
                new PendingTable(
                        context.worker(), context.lease().account(), sink, context.sealer());
        BlockedFilter filter = new BlockedFilter();
        Duration aging = StoredAging.read(context.worker(), context.lease().account(), sink);
        Start start = Start.read(cursor, table, filter, aging);
        this.state =
                new WorkerState(start, policy, gate, context, this::startSender, this::cursorMoved);
        this.records =
                new Records(
                        context.worker(),
                        context.cursors(),
                        context.lease(),
                        table,
                        filter,
                        state,
                        grouper::rowHash,
                        context.clock(),
                        context.changed());
        Settler settler =
                new Settler(
                        context.cursors(),
                        context.lease(),
                        sink,
                        destination.endpoint(),
                        records,
                        table.deadLetters(),
                        policy.deadLetterRetention(),
                        context.clock());
        Keeper keeping =
                new Keeper(
                        sink,
                        state,
                        records,
                        settler,
                        table,
                        policy.pace(),
                        limits,
                        context.clock());
        BarrierNotice barriers =
                new BarrierNotice(
                        sink,
                        new SinkConditions(context.worker(), context.lease()),
                        new FeederDesk(state),
                        stop,
                        limits.barrierPatience());
        Feeder feeding =
                new Feeder(
                        sink,
                        changes,
                        judge,
                        grouper,
                        state,
                        records,
                        table,
                        barriers,
                        stop,
                        limits.pageSize(),
                        cursor.mark());
        feeder = thread("feeder", () -> feeding.run(start.afterBarrier()));
        keeper = thread("keeper", keeping::run);
    }

    void start() {
        context.memory().opened();
        context.marks().moved(sink, state.locked(state.window::mark));
        records.putInTurn(policy.retries().pauses().longest());
        keeper.start();
        feeder.start();
    }

    /// Stops reading, lets what is in flight end for a short while, and saves what is known.
    void stop() throws InterruptedException {
        stop(context.limits().grace());
    }

    /// Stops as [#stop], but lets every request in flight end: none takes longer than `longest`.
    void drain(Duration longest) throws InterruptedException {
        stop(longest.plus(CUT));
    }

    private void stop(Duration patience) throws InterruptedException {
        halt();
        if (!state.awaitNoSenders(patience)) {
            courier.cancelAll();
            state.awaitNoSenders(CUT);
        }
        // Until here the cursor was saved now and then, so that a crash while requests end costs
        // no more than any other.
        records.close();
        try {
            records.writeOutcomes();
            records.saveCursor();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sink", sink)
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("last cursor not saved, some messages will be sent again");
        }
    }

    /// Shortens a [#drain] that goes on: what is in flight ends in a short while.
    void hurry() throws InterruptedException {
        if (!state.awaitNoSenders(context.limits().grace())) {
            courier.cancelAll();
        }
    }

    /// Gives up what is in flight, and lets nothing more begin.
    void cut() {
        state.stop();
        courier.cancelAll();
    }

    /// Stops at once and saves nothing, as after the loss of the lease.
    void abort() throws InterruptedException {
        cut();
        halt();
        records.close();
        state.awaitNoSenders(CUT);
    }

    private void halt() throws InterruptedException {
        state.stop();
        stop.stop();
        feeder.join();
        keeper.join();
        gate.leave(sink);
        context.memory().closed();
    }

    /// People want something done with dead letters of the sink.
    void attend() {
        state.locked(() -> {
            state.asked.orders();
            state.chores.signal();
        });
    }

    private void startSender() {
        Thread.ofVirtual()
                .name("sender " + sink)
                .start(new Sender(state, courier, notes, context.wall()));
    }

    /// Called under the lock of the state.
    private void cursorMoved() {
        context.marks().moved(sink, state.window.mark());
        context.saver().moved(records);
    }

    private Thread thread(String role, Loop loop) {
        return Thread.ofVirtual().name(role + " " + sink).unstarted(() -> run(role, loop));
    }

    private void run(String role, Loop loop) {
        try {
            loop.run();
        } catch (InterruptedException e) {
            // The worker stops.
        } catch (LeaseLostException e) {
            context.leaseLost().run();
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("sink", sink)
                    .addKeyValue("role", role)
                    .setCause(e)
                    .log("sink worker failed");
        }
    }
}
