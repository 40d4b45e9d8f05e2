package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.SoughtRow;
import dev.rowhook.dispatcher.attempt.AttemptErasure;
import dev.rowhook.dispatcher.pending.PendingErasure;

import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The sink workers of one leased database: each runs by the newest settings of its sink, and a
/// paused or disabled sink has none. A sink that is to be set back or moved forward, or of which
/// rows are erased, has none meanwhile.
///
/// Thread-safe. A worker is started and stopped without touching any other. One that stops lets its
/// requests end, on a thread of its own; only when it is gone the next one of its sink starts.
public final class DatabaseDispatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseDispatch.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SinkId, RunningWorker> running = new HashMap<>();
    private final Map<SinkId, StoppingWorker> stopping = new HashMap<>();
    private final Set<SinkId> resting = new HashSet<>();
    private final ExpiryOrders expiries;
    private final SinkSettingsTable settings;
    private final WorkerFactory factory;
    private final SinkCursors cursors;
    private final Lease lease;
    private volatile boolean behind;
    private boolean closed;

    DatabaseDispatch(
            SinkSettingsTable settings, WorkerFactory factory, SinkCursors cursors, Lease lease) {
        this.expiries = new ExpiryOrders(factory.expiry());
        this.settings = settings;
        this.factory = factory;
        this.cursors = cursors;
        this.lease = lease;
    }

    /// Brings the workers in line with the settings of their sinks: starts those that lack, and
    /// those that were edited anew, stops those of paused, disabled and deleted sinks and removes
    /// what is kept for the latter. A sink's version is acknowledged when it is in effect. What
    /// fails is told in the log and left to the next call.
    public void apply() {
        lock.lock();
        try {
            if (!closed) {
                behind = false;
                settings.placed(lease).forEach(this::apply);
                settings.withOrders(lease).forEach(this::attend);
            }
        } catch (DataAccessException e) {
            behind = true;
            log.atWarn()
                    .addKeyValue("database", lease.database())
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("sinks not read");
        } finally {
            lock.unlock();
        }
    }

    /// The log gives up what it has up to a seq, because it is full. All sinks that need something
    /// of it are moved behind it, each when its requests have ended, and go on from there; what
    /// they were not sent is on record.
    ///
    /// @param moved is called each time that one was, on a thread of its own
    /// @throws DataAccessException if our Postgres fails; asking again is safe
    public void giveUp(long seq, Runnable moved) {
        lock.lock();
        try {
            expiries.order(seq, moved);
        } finally {
            lock.unlock();
        }
        apply();
    }

    /// Whether our Postgres failed the last [#apply], so that it is worth another one.
    public boolean isBehind() {
        return behind;
    }

    private void apply(PlacedSink sink) {
        if (resting.contains(sink.id())) {
            // The end of that brings the sink here again.
            return;
        }
        StoppingWorker last = stopping.get(sink.id());
        if (last != null) {
            // Its end brings the sink here again.
            if (sink.newest().isEmpty()) {
                last.worker().cut();
            }
            return;
        }
        try {
            bringInLine(sink);
        } catch (LeaseLostException e) {
            factory.leaseLost();
        } catch (DataAccessException e) {
            behind = true;
            log.atWarn()
                    .addKeyValue("sink", sink.id())
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("settings of the sink not applied");
        } catch (RuntimeException e) {
            log.atError().addKeyValue("sink", sink.id()).setCause(e).log("sink cannot be started");
        }
    }

    private void bringInLine(PlacedSink sink) {
        RunningWorker worker = running.get(sink.id());
        switch (sink.next(version(worker), expiries.isOrdered(sink.id()))) {
            case NOTHING -> {}
            case ACKNOWLEDGE -> acknowledge(sink, version(sink));
            case START -> start(sink, version(sink));
            case STOP -> stop(sink);
            case SET_BACK -> {
                factory.setBack(sink.id());
                bringInLine(sink.wasSetBack());
            }
            case GIVE_UP -> {
                expiries.carryOut(sink.id());
                bringInLine(sink);
            }
            case TURN_OFF -> {
                factory.turnOff(sink.id(), version(sink));
                expiries.forget(sink.id());
            }
            case REMOVE -> remove(sink);
        }
    }

    /// What people want done with dead letters. Of a sink whose worker is about to stop, or is not
    /// yet there, the next one sees to it; of a sink at rest we do.
    private void attend(PlacedSink sink) {
        RunningWorker worker = running.get(sink.id());
        if (worker != null) {
            worker.worker().attend();
        } else if (!stopping.containsKey(sink.id())
                && !resting.contains(sink.id())
                && sink.isAtRest()) {
            try {
                factory.settleOrders(sink.id());
            } catch (LeaseLostException e) {
                factory.leaseLost();
            } catch (DataAccessException e) {
                behind = true;
                log.atWarn()
                        .addKeyValue("sink", sink.id())
                        .addKeyValue("error", DatabaseErrors.describe(e))
                        .log("orders not carried out");
            }
        }
    }

    private static long version(PlacedSink sink) {
        return sink.newest().orElseThrow().version();
    }

    private static OptionalLong version(@Nullable RunningWorker worker) {
        return worker == null ? OptionalLong.empty() : OptionalLong.of(worker.settings().version());
    }

    private void start(PlacedSink sink, long version) {
        Optional<SinkSettings> found =
                settings.find(lease.account(), sink.id())
                        // What was edited meanwhile is perhaps paused, and is applied soon.
                        .filter(newest -> newest.version() == version);
        if (found.isEmpty()) {
            behind = true;
            return;
        }
        Optional<SinkWorker> created = factory.create(found.get());
        if (created.isPresent()) {
            created.get().start();
            running.put(sink.id(), new RunningWorker(created.get(), found.get()));
            log.atInfo()
                    .addKeyValue("sink", sink.id())
                    .addKeyValue("version", version)
                    .log("sink started");
            acknowledge(sink, version);
        }
    }

    private void acknowledge(PlacedSink sink, long version) {
        if (sink.acknowledged() != version) {
            cursors.acknowledge(lease, sink.id(), version);
        }
    }

    private void remove(PlacedSink sink) {
        cursors.remove(lease, sink.id());
        expiries.forget(sink.id());
        log.atInfo().addKeyValue("sink", sink.id()).log("sink removed");
    }

    /// The worker of a deleted sink stops at once, any other one when its requests have ended.
    private void stop(PlacedSink sink) {
        stop(sink.id(), sink.newest().isEmpty());
    }

    private void stop(SinkId sink, boolean deleted) {
        RunningWorker worker = Objects.requireNonNull(running.remove(sink));
        Thread thread =
                Thread.ofVirtual()
                        .name("stop " + sink)
                        .unstarted(() -> {
                            end(deleted ? worker.worker()::abort : worker::drain);
                            stopped(sink);
                        });
        stopping.put(sink, new StoppingWorker(worker.worker(), thread));
        thread.start();
    }

    /// Takes a row out of the pending messages of a sink, none of which is of a higher seq than
    /// `until`. Its worker ends before, when its requests have ended, and with it all that it has
    /// in memory; the next one starts afterwards, from the log as it is then.
    ///
    /// @param step is written in the transaction of each part
    /// @throws LeaseLostException if another owner took the database
    /// @throws DataAccessException if our Postgres fails; doing it again is safe
    public void erase(SinkId sink, SoughtRow row, long until, PendingErasure.Step step)
            throws InterruptedException {
        rest(sink);
        try {
            factory.erase(sink, row, until, step);
        } finally {
            goOn(sink);
        }
    }

    /// Waits until the sink has no worker. It gets none before [#goOn].
    private void rest(SinkId sink) throws InterruptedException {
        Optional<Thread> end;
        lock.lock();
        try {
            resting.add(sink);
            if (running.containsKey(sink)) {
                stop(sink, false);
            }
            end = Optional.ofNullable(stopping.get(sink)).map(StoppingWorker::thread);
        } finally {
            lock.unlock();
        }
        boolean ended = false;
        try {
            if (end.isPresent()) {
                end.get().join();
            }
            ended = true;
        } finally {
            if (!ended) {
                goOn(sink);
            }
        }
    }

    private void goOn(SinkId sink) {
        lock.lock();
        try {
            resting.remove(sink);
        } finally {
            lock.unlock();
        }
        apply();
    }

    /// The attempts of the sinks' messages, for those who erase.
    public AttemptErasure attempts() {
        return factory.attempts();
    }

    private void stopped(SinkId sink) {
        lock.lock();
        try {
            stopping.remove(sink);
        } finally {
            lock.unlock();
        }
        log.atInfo().addKeyValue("sink", sink).log("sink stopped");
        apply();
    }

    /// Stops all workers side by side: feeders at once, requests in flight after a few seconds;
    /// then saves the cursors.
    @Override
    public void close() {
        List<Thread> stops = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            for (RunningWorker worker : running.values()) {
                stops.add(Thread.ofVirtual().start(() -> end(worker.worker()::stop)));
            }
            for (StoppingWorker worker : stopping.values()) {
                stops.add(Thread.ofVirtual().start(() -> end(worker.worker()::hurry)));
                stops.add(worker.thread());
            }
            running.clear();
        } finally {
            lock.unlock();
        }
        try {
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            factory.close();
        }
    }

    private interface End {
        void run() throws InterruptedException;
    }

    private void end(End worker) {
        try {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeaseLostException e) {
            factory.leaseLost();
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("database", lease.database())
                    .setCause(e)
                    .log("sink worker not stopped in order");
        }
    }

    /// A worker on its way out, and the thread that sees it off.
    private record StoppingWorker(SinkWorker worker, Thread thread) {}
}
