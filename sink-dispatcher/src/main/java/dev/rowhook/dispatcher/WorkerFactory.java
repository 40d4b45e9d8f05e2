package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.LogExpiry;
import dev.rowhook.changelog.Relations;
import dev.rowhook.changelog.Replays;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.changelog.SinkLogs;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.SinkPlace;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.SoughtRow;
import dev.rowhook.dispatcher.attempt.AttemptErasure;
import dev.rowhook.dispatcher.attempt.AttemptLimits;
import dev.rowhook.dispatcher.attempt.AttemptWriter;
import dev.rowhook.dispatcher.http.HttpClients;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.pending.AccountSealer;
import dev.rowhook.dispatcher.pending.DeadLetters;
import dev.rowhook.dispatcher.pending.PendingDrop;
import dev.rowhook.dispatcher.pending.PendingErasure;
import dev.rowhook.dispatcher.pending.PendingTable;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Makes the workers of one leased database, and the saver of their cursors. Thread-safe.
final class WorkerFactory implements AutoCloseable {
    /// What every request says it comes from.
    static final String USER_AGENT = "Rowhook/" + version();

    private final HttpClients clients;
    private final SinkLogs logs;
    private final Relations relations;
    private final SinkCursors cursors;
    private final CursorSaver saver;
    private final EndpointGates gates;
    private final AttemptWriter attempts;
    private final Clocks clocks;
    private final WorkerContext context;

    WorkerFactory(
            DSLContext worker,
            DataKeys keys,
            HttpClients clients,
            Clocks clocks,
            DeliveryLimits limits,
            EndpointGates gates,
            WindowMemory memory,
            Lease lease,
            SinkLogs logs,
            Relations relations,
            SinkMarks marks,
            BooleanSupplier holds,
            Runnable leaseLost,
            Runnable changed) {
        this.clients = clients;
        this.clocks = clocks;
        this.gates = gates;
        this.attempts = new AttemptWriter(worker, keys, lease, AttemptLimits.DEFAULT, changed);
        this.logs = logs;
        this.relations = relations;
        this.cursors = new SinkCursors(worker);
        this.saver = new CursorSaver(worker, lease, changed);
        // ThreadLocalRandom.current() is of the thread that asks, so it is asked for each number.
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        this.context =
                new WorkerContext(
                        worker,
                        cursors,
                        lease,
                        new AccountSealer(worker, keys, lease.account()),
                        saver,
                        attempts,
                        memory,
                        marks,
                        limits,
                        clocks.steady(),
                        clocks.wall(),
                        random,
                        holds,
                        leaseLost,
                        changed);
        Thread.ofVirtual().name("cursors " + lease.database()).start(this::saveCursors);
    }

    /// A worker that goes on where its sink is; empty if the sink has no place in the log yet.
    Optional<SinkWorker> create(SinkSettings settings) {
        Optional<SinkPlace> found = cursors.place(context.lease().account(), settings.sink());
        return found.map(place ->
                new SinkWorker(
                        context,
                        place.cursor(),
                        settings.policy(),
                        logs.of(settings.number(), place.tagsFrom()),
                        judge(settings),
                        new ChangeGrouper(settings.groupBy(), relations),
                        new Destination(
                                settings.endpoint().endpoint(),
                                courier(settings, place.replays()),
                                gate(settings))));
    }

    private ChangeJudge judge(SinkSettings settings) {
        Lease lease = context.lease();
        SinkWishTable wishes = new SinkWishTable(context.worker());
        return new SinkJudge(
                settings.sink(),
                settings.wish(),
                matchVersion ->
                        wishes.unchangedUntil(lease.account(), settings.sink(), matchVersion),
                relations);
    }

    private EndpointGate gate(SinkSettings settings) {
        return gates.of(
                context.lease().account(), settings.endpoint().endpoint(), settings.standing());
    }

    /// Carries out what people want done with the dead letters of a sink that has no worker.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void settleOrders(SinkId sink) {
        Lease lease = context.lease();
        DeadLetters letters =
                new PendingTable(context.worker(), lease.account(), sink, context.sealer())
                        .deadLetters();
        boolean more = true;
        while (more) {
            more =
                    context.worker()
                            .transactionResult(tx -> {
                                DeadLetters.Work work =
                                        letters.nextOrder(tx.dsl(), context.clock().instant());
                                cursors.announce(tx.dsl(), lease);
                                cursors.fence(tx.dsl(), lease, sink);
                                return work.more();
                            });
        }
    }

    /// Sets a sink that has no worker back to where people want it sent again from.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void setBack(SinkId sink) {
        new ReplayOrders(context.worker(), cursors, context.lease()).carryOut(sink);
    }

    /// Moves sinks that have no worker behind what the log gives up.
    LogExpiry expiry() {
        return new LogExpiry(context.worker(), context.lease());
    }

    /// Drops what is pending for a disabled sink that has no worker, and keeps nothing for it from
    /// now on.
    ///
    /// @param version of its settings that says so
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void turnOff(SinkId sink, long version) {
        PendingDrop pending =
                new PendingTable(
                                context.worker(), context.lease().account(), sink, context.sealer())
                        .drop();
        new DisabledSink(context.worker(), cursors, context.lease(), sink, version, pending)
                .turnOff();
    }

    /// Takes a row out of the pending messages of a sink that has no worker.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    void erase(SinkId sink, SoughtRow row, long until, PendingErasure.Step step) {
        if (cursors.find(context.lease().account(), sink).isEmpty()) {
            // It is deleted.
            return;
        }
        PendingErasure erasure =
                new PendingErasure(
                        context.lease().account(), sink, context.sealer(), row, until, step);
        long at = 0;
        while (at < until) {
            long after = at;
            at =
                    context.worker()
                            .transactionResult(tx -> {
                                PendingErasure.Part part =
                                        erasure.next(tx.dsl(), after, context.clock().instant());
                                cursors.passOver(tx.dsl(), context.lease(), sink, part.messages());
                                return part.lastSeq();
                            });
        }
    }

    /// The attempts of all sinks.
    AttemptErasure attempts() {
        return new AttemptErasure(context.lease(), attempts);
    }

    private Courier courier(SinkSettings settings, Replays replays) {
        WebhookSender sender =
                new WebhookSender(
                        clients, settings.endpoint(), USER_AGENT, WebhookSender.KEEP_FAILURES);
        return new WebhookCourier(
                new MessageRenderer(settings.shape(), replays),
                relations,
                new FilterRecheck(settings.wish().selection(), relations),
                sender,
                settings.batch(),
                clocks.wall());
    }

    private void saveCursors() {
        try {
            saver.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeaseLostException e) {
            context.leaseLost().run();
        }
    }

    /// Tells the owner that the lease is lost.
    void leaseLost() {
        context.leaseLost().run();
    }

    @Override
    public void close() {
        saver.stop();
        attempts.close();
    }

    private static String version() {
        return Optional.ofNullable(SinkDispatcher.class.getPackage().getImplementationVersion())
                .orElse("0.1");
    }
}
