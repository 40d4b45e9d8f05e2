package dev.rowhook.reader;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;
import dev.rowhook.reader.Wants.SinkWants;
import dev.rowhook.reader.source.Heartbeat;
import dev.rowhook.reader.source.LackingTables;
import dev.rowhook.reader.source.Publications;
import dev.rowhook.source.SnapshotHorizon;
import dev.rowhook.source.SourceConnections;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Keeps one source in step with its settings while a [SlotReader] streams from it: publishes the
/// tables of new sinks, offers the settings to the reader once all that the sinks want is in the
/// stream, looks whether the tables are still there, and sends heartbeats.
///
/// [#run] belongs to one thread; the other methods are safe on any.
final class SourceControl {
    private static final Logger log = LoggerFactory.getLogger(SourceControl.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration MAX_LOOK = Duration.ofSeconds(1);

    private final Lease lease;
    private final SlotReader reader;
    private final SinkWantsRepository sinks;
    private final SourceConnections connections;
    private final Publications publications;
    private final SourceConditions conditions;
    private final ReaderTiming timing;
    private final Semaphore signals = new Semaphore(0);
    private long offeredVersion = -1;
    private Optional<Starting> starting = Optional.empty();
    private LackingTables lacking = LackingTables.NONE;
    private long tablesLookedAt;
    private String mark = "";
    private Duration look = FIRST_LOOK;

    /// Settings with tables that are published, but not yet streamed for certain.
    private record Starting(Wants wants, SnapshotHorizon horizon) {}

    SourceControl(
            Lease lease,
            SlotReader reader,
            SinkWantsRepository sinks,
            SourceConnections connections,
            SourceConditions conditions,
            ReaderTiming timing) {
        this.lease = lease;
        this.reader = reader;
        this.sinks = sinks;
        this.connections = connections;
        this.publications = new Publications(connections.settings().publication());
        this.conditions = conditions;
        this.timing = timing;
    }

    /// Lets the settings be looked at now.
    void settingsChanged() {
        signals.release();
    }

    /// Runs until the thread is interrupted.
    void run() {
        Backoff backoff = new Backoff(timing.firstRetry(), timing.maxRetry());
        do {
            giveUpSilentStream();
            try (Connection source = connections.open()) {
                // It waits no longer for an answer than for the stream: both are of one network.
                source.setNetworkTimeout(Runnable::run, (int) timing.silence().toMillis());
                while (true) {
                    if (reader.isStreaming()) {
                        keep(source);
                        backoff.reset();
                    }
                    await();
                }
            } catch (SQLException | DataAccessException e) {
                log.atDebug()
                        .addKeyValue("database", lease.database())
                        .addKeyValue("cause", Causes.brief(e))
                        .log("source control lost its connection");
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // A fault of ours must not end the care for the database.
                log.atError()
                        .addKeyValue("database", lease.database())
                        .setCause(e)
                        .log("source control failed");
            }
        } while (backoff.sleep());
    }

    private void keep(Connection source) throws SQLException {
        if (starting.isEmpty()) {
            publish(source);
        }
        if (starting.isPresent() && starting.get().horizon().hasPassed(source)) {
            // They have ended at the source; the stream may be far from their end.
            mark = UUID.randomUUID().toString();
            reader.offer(starting.get().wants(), mark);
            starting = Optional.empty();
        }
        Heartbeat.emit(source, mark);
        giveUpSilentStream();
        giveUpLackingStream(source);
    }

    /// Beginning anew tells what the matter is.
    private void giveUpLackingStream(Connection source) throws SQLException {
        if (Publications.mayBeMissed(source)) {
            Optional<String> streamed = reader.publications();
            if (streamed.isPresent() && !streamed.get().equals(publications.identity(source))) {
                log.atWarn()
                        .addKeyValue("database", lease.database())
                        .log("a publication of the stream is missing, connecting again");
                reader.reconnect();
            }
        }
    }

    private void giveUpSilentStream() {
        if (reader.silence().compareTo(timing.silence()) > 0) {
            log.atWarn()
                    .addKeyValue("database", lease.database())
                    .log("stream is silent, connecting again");
            reader.reconnect();
        }
    }

    private void publish(Connection source) throws SQLException {
        Optional<Wants> newest = sinks.newest(lease);
        if (newest.isEmpty()) {
            return;
        }
        boolean isKnown = newest.get().settingsVersion() == offeredVersion;
        if (isKnown && lacking.isEmpty() && !isTimeToLookAtTables()) {
            return;
        }
        LackingTables now = publications.add(source, newest.get().tables());
        tablesLookedAt = System.nanoTime();
        if (isKnown && now.equals(lacking)) {
            return;
        }
        conditions.tables(now.conditions(connections.settings()));
        begin(source, newest.get(), now);
        lacking = now;
        offeredVersion = newest.get().settingsVersion();
    }

    private boolean isTimeToLookAtTables() {
        return System.nanoTime() - tablesLookedAt >= timing.tables().toNanos();
    }

    /// What captures no other tables than those that are streamed is in effect at once.
    private void begin(Connection source, Wants newest, LackingTables now) throws SQLException {
        Optional<Wants> acknowledged = sinks.acknowledged(lease, newest.settingsVersion());
        if (acknowledged.isEmpty()) {
            return;
        }
        Wants possible = possible(newest, acknowledged.get(), now.names());
        Set<TableName> streamed = new HashSet<>(acknowledged.get().captured());
        streamed.removeAll(lacking.names());
        streamed.addAll(now.names());
        if (streamed.containsAll(newest.captured())) {
            reader.offer(possible);
        } else {
            // Taken after the tables were published and committed: whoever wrote before is seen.
            starting = Optional.of(new Starting(possible, SnapshotHorizon.now(source)));
            look = FIRST_LOOK;
        }
    }

    /// A new sink begins when all of its tables are streamed; one that has begun goes on with those
    /// it has.
    private static Wants possible(Wants newest, Wants acknowledged, Set<TableName> lacking) {
        Set<SinkId> begun =
                acknowledged.sinks().stream().map(SinkWants::sink).collect(Collectors.toSet());
        return newest.retainingNone(lacking)
                .where(sink ->
                        begun.contains(sink.sink())
                                || Collections.disjoint(sink.tables(), lacking));
    }

    private void await() throws InterruptedException {
        Duration wait = timing.heartbeat();
        if (starting.isPresent() || !reader.isStreaming()) {
            // The end of other transactions gives no signal.
            wait = look;
            look = look.compareTo(MAX_LOOK) < 0 ? look.multipliedBy(2) : MAX_LOOK;
        }
        if (signals.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }
}
