package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.SinkCursors;
import dev.rowhook.core.SinkId;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The sink workers of one leased database.
///
/// Thread-safe. A worker is started and stopped without touching any other.
public final class DatabaseDispatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseDispatch.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SinkId, SinkWorker> workers = new HashMap<>();
    private final SinkSettingsTable settings;
    private final WorkerFactory factory;
    private final SinkCursors cursors;
    private final Lease lease;
    private boolean closed;

    DatabaseDispatch(
            SinkSettingsTable settings, WorkerFactory factory, SinkCursors cursors, Lease lease) {
        this.settings = settings;
        this.factory = factory;
        this.cursors = cursors;
        this.lease = lease;
    }

    /// Starts workers for sinks that have a place in the log and none yet, stops those of deleted
    /// sinks and removes what is kept for them; all others keep running. What fails is told in the
    /// log and tried again by the next call.
    public void apply() {
        lock.lock();
        try {
            if (!closed) {
                Set<SinkId> placed = settings.withCursor(lease);
                Set<SinkId> existing = settings.existing(lease);
                for (SinkId sink : placed) {
                    apply(sink, existing.contains(sink));
                }
            }
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", lease.database())
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("sinks not read");
        } finally {
            lock.unlock();
        }
    }

    private void apply(SinkId sink, boolean exists) {
        try {
            if (!exists) {
                SinkWorker worker = workers.remove(sink);
                if (worker != null) {
                    worker.abort();
                }
                cursors.remove(lease, sink);
                log.atInfo().addKeyValue("sink", sink).log("sink removed");
            } else if (!workers.containsKey(sink)) {
                settings.find(lease.account(), sink)
                        .flatMap(factory::create)
                        .ifPresent(worker -> {
                            worker.start();
                            workers.put(sink, worker);
                            log.atInfo().addKeyValue("sink", sink).log("sink started");
                        });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeaseLostException e) {
            factory.leaseLost();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("sink", sink)
                    .addKeyValue("error", DatabaseErrors.describe(e))
                    .log("sink not started or removed");
        } catch (RuntimeException e) {
            log.atError().addKeyValue("sink", sink).setCause(e).log("sink cannot be started");
        }
    }

    /// Stops all workers side by side: feeders at once, requests in flight after a few seconds;
    /// then saves the cursors.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            List<Thread> stops = new ArrayList<>();
            for (SinkWorker worker : workers.values()) {
                stops.add(Thread.ofVirtual().start(() -> stop(worker)));
            }
            for (Thread stop : stops) {
                stop.join();
            }
            workers.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            factory.close();
            lock.unlock();
        }
    }

    private void stop(SinkWorker worker) {
        try {
            worker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeaseLostException e) {
            factory.leaseLost();
        }
    }
}
