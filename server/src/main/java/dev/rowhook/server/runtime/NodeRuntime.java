package dev.rowhook.server.runtime;

import dev.rowhook.api.database.AppliedSettings;
import dev.rowhook.api.delivery.deadletter.CompletedOrders;
import dev.rowhook.api.delivery.replay.CarriedOutReplays;
import dev.rowhook.api.live.LiveViews;
import dev.rowhook.backfill.EndedBackfills;
import dev.rowhook.backfill.schedule.Schedules;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.OrderId;
import dev.rowhook.core.ReplayId;
import dev.rowhook.core.SinkId;
import dev.rowhook.dispatcher.attempt.AttemptRetention;
import dev.rowhook.dispatcher.attempt.CountRollup;
import dev.rowhook.store.accounts.AccountRemoval;
import dev.rowhook.store.accounts.AuditRetention;
import dev.rowhook.store.accounts.IdempotencyRetention;
import dev.rowhook.store.signal.Channel;
import dev.rowhook.store.signal.Signals;
import dev.rowhook.store.signal.WatchedChanges;

import org.jooq.DSLContext;
import org.springframework.context.SmartLifecycle;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

/// The part of the server that works without being asked: started after everything is there,
/// stopped before anything goes. Thread-safe.
public final class NodeRuntime
        implements SmartLifecycle, AppliedSettings, CompletedOrders, CarriedOutReplays {
    private final Supervisor supervisor;
    private final Schedules schedules;
    private final AppliedVersions applied;
    private final Duration patience;
    private final WatchedChanges changes;
    private final LiveViews live;
    private final Signals signals;
    private final Upkeep upkeep;
    private final AccountRemovals accountRemovals;
    private volatile boolean running;

    /// @param signals makes the session that listens for notifications
    /// @param changes notifies who watches what this node writes
    /// @param live shows what is watched
    /// @param patience for a change to be in effect
    public NodeRuntime(
            DataSource signals,
            DSLContext worker,
            Supervisor supervisor,
            Schedules schedules,
            WatchedChanges changes,
            LiveViews live,
            Duration patience) {
        this.patience = patience;
        this.supervisor = supervisor;
        this.schedules = schedules;
        this.applied = new AppliedVersions(worker);
        this.upkeep =
                new Upkeep(
                        new CountRollup(worker, Clock.systemUTC()),
                        new AttemptRetention(worker, Clock.systemUTC()),
                        new EndedBackfills(worker, Clock.systemUTC()),
                        new AuditRetention(worker),
                        new IdempotencyRetention(worker, Clock.systemUTC()));
        this.accountRemovals = new AccountRemovals(new AccountRemoval(worker));
        this.changes = changes;
        this.live = live;
        this.signals = new Signals(signals, listeners());
    }

    private Map<Channel, Consumer<Optional<DatabaseId>>> listeners() {
        return Map.of(
                Channel.SETTINGS,
                database -> {
                    supervisor.lookAgain();
                    accountRemovals.look();
                    live.changed(database);
                },
                Channel.LEASES,
                _ -> supervisor.lookAgain(),
                Channel.APPLIED,
                database -> {
                    applied.signal();
                    live.changed(database);
                },
                Channel.BACKFILLS,
                database -> {
                    supervisor.backfillsChanged(database);
                    schedules.look();
                    live.changed(database);
                },
                Channel.ERASURES,
                supervisor::erasuresChanged,
                Channel.WATCHED,
                database -> database.ifPresent(changes::watched),
                Channel.CHANGED,
                live::changed);
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public boolean await(DatabaseId database, long settingsVersion, Duration atMost)
            throws InterruptedException {
        return applied.await(database, settingsVersion, atMost);
    }

    @Override
    public boolean awaitSink(AccountId account, SinkId sink, long settingsVersion, Duration atMost)
            throws InterruptedException {
        return applied.await(account, sink, settingsVersion, atMost);
    }

    @Override
    public boolean await(AccountId account, OrderId order, Duration atMost)
            throws InterruptedException {
        return applied.await(account, order, atMost);
    }

    @Override
    public boolean await(AccountId account, ReplayId replay, Duration atMost)
            throws InterruptedException {
        return applied.await(account, replay, atMost);
    }

    @Override
    public void start() {
        try {
            signals.start();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while starting", e);
        }
        changes.start();
        supervisor.start();
        schedules.start();
        upkeep.start();
        accountRemovals.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        live.stop();
        accountRemovals.close();
        upkeep.close();
        schedules.close();
        supervisor.close();
        changes.close();
        signals.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
