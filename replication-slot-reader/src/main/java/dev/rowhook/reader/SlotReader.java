package dev.rowhook.reader;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.ChangeLogWriter;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.LeaseLostException;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.reader.pgoutput.MalformedMessageException;
import dev.rowhook.reader.source.ReplicationStream;
import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.reader.source.SourceRefusedException;
import dev.rowhook.reader.source.StreamStart;
import dev.rowhook.source.SourceConnections;

import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Moves committed transactions from one replication slot to its change log, until it is stopped.
///
/// What is read is appended before it is confirmed to the source. After a crash between the two the
/// source sends it again, and the position that was appended with it tells what to skip: nothing is
/// lost, and nothing stands in the log twice. After any failure the stream is dropped and the
/// position is read again; nothing is retried from memory.
///
/// [#run] belongs to one platform thread: the interrupt of a virtual one closes the socket it reads
/// from. The other methods are safe on any thread.
final class SlotReader {
    private static final Logger log = LoggerFactory.getLogger(SlotReader.class);

    /// The driver waits up to a millisecond before it says that nothing has come. Of a source that
    /// commits as often, something always comes in time, and would never be appended.
    private static final long PATIENCE_NANOS = 1_000_000;

    /// A message that took no longer was there.
    private static final long PROMPT_NANOS = 100_000;

    private final ChangeLog changeLog;
    private final LogPositions positions;
    private final SinkWantsRepository sinks;
    private final SourceConnections connections;
    private final SourceConditions conditions;
    private final FilterWatch watch;
    private final PageDesk pages;
    private final LogRoom room;
    private final ReaderLimits limits;
    private final StuckWatch stuck;
    private final Backoff backoff;
    private final GapMending mending;
    private final ReaderEvents events;
    private final AtomicReference<@Nullable Offer> offered = new AtomicReference<>();
    private volatile @Nullable ReplicationStream current;
    private volatile Optional<String> publications = Optional.empty();
    private volatile long waitingSince = Long.MAX_VALUE;
    private volatile boolean stopping;

    /// Settings to apply between two transactions.
    ///
    /// @param behind the heartbeat behind which they may be applied; empty if anywhere
    private record Offer(Wants wants, Optional<String> behind) {
        boolean mayBeApplied(StreamAppender appender) {
            return behind.isEmpty() || behind.get().equals(appender.mark());
        }
    }

    SlotReader(
            ChangeLog changeLog,
            LogPositions positions,
            SinkWantsRepository sinks,
            SourceConnections connections,
            SourceConditions conditions,
            FilterWatch watch,
            PageDesk pages,
            LogRoom room,
            ReaderTiming timing,
            ReaderLimits limits,
            GapMending mending,
            ReaderEvents events) {
        this.changeLog = changeLog;
        this.positions = positions;
        this.sinks = sinks;
        this.connections = connections;
        this.conditions = conditions;
        this.watch = watch;
        this.pages = pages;
        this.room = room;
        this.limits = limits;
        this.stuck = new StuckWatch(limits.failures());
        this.backoff = new Backoff(timing.firstRetry(), timing.maxRetry());
        this.mending = mending;
        this.events = events;
    }

    /// Streams until [#stop], or until the lease is lost.
    void run() {
        while (!stopping) {
            try {
                streamOrMend();
            } catch (LeaseLostException e) {
                log.atWarn()
                        .addKeyValue("database", lease().database())
                        .log("lease lost, reader stops");
                events.leaseLost();
                return;
            } catch (SourceRefusedException e) {
                refused(e.condition());
            } catch (SQLException | DataAccessException | MalformedMessageException e) {
                if (!stopping) {
                    lost(e);
                }
            } catch (RuntimeException e) {
                // A fault of ours: the log stays right, for the position decides; the stream is
                // tried again.
                log.atError()
                        .addKeyValue("database", lease().database())
                        .setCause(e)
                        .log("reader failed");
                tell(Causes.INTERNAL);
            }
            if (!stopping && !backoff.sleep()) {
                return;
            }
        }
    }

    /// Lets the source be looked at now, if it cannot be streamed from.
    void wake() {
        if (current == null) {
            backoff.wake();
        }
    }

    /// Whether a stream is open.
    boolean isStreaming() {
        return current != null;
    }

    /// What names the publications of the stream, if that is known.
    Optional<String> publications() {
        return publications;
    }

    /// For how long the stream has brought nothing.
    Duration silence() {
        long since = waitingSince;
        return since == Long.MAX_VALUE
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - since);
    }

    /// Settings to apply before the next transaction. The newest offer counts.
    void offer(Wants newest) {
        offered.set(new Offer(newest, Optional.empty()));
    }

    /// Settings to apply once the stream has come to a heartbeat of this name. The newest offer
    /// counts.
    void offer(Wants newest, String heartbeat) {
        offered.set(new Offer(newest, Optional.of(heartbeat)));
    }

    /// Gives the open stream up; another one is opened.
    void reconnect() {
        ReplicationStream stream = current;
        if (stream != null) {
            stream.abort();
        }
    }

    void stop() {
        stopping = true;
        reconnect();
    }

    private void streamOrMend() throws SQLException, SourceRefusedException {
        try {
            stream();
        } catch (SourceRefusedException e) {
            if (!mending.mend(lease(), e.condition())) {
                throw e;
            }
            stuck.reset();
        }
    }

    private void stream() throws SQLException, SourceRefusedException {
        room.begin();
        StreamStart.Started started = new StreamStart(connections).open(positions.read(lease()));
        try (ReplicationStream stream = started.stream()) {
            publications = started.source().publications();
            current = stream;
            bind(started);
            ChangeLogWriter writer = changeLog.newWriter();
            room.follow(writer);
            Wants acknowledged =
                    sinks.acknowledged(lease(), writer.position().settingsVersion())
                            .orElseGet(() -> new Wants(0, List.of(), Set.of()));
            conditions.streaming(stuck.standing());
            if (stuck.standing().isEmpty()) {
                backoff.reset();
            }
            log.atInfo()
                    .addKeyValue("database", lease().database())
                    .addKeyValue("slot", started.source().slot())
                    .addKeyValue("lsn", writer.position().endLsn())
                    .log("streaming");
            readOn(stream, writer, acknowledged);
        } finally {
            current = null;
            waitingSince = Long.MAX_VALUE;
        }
    }

    private void readOn(ReplicationStream stream, ChangeLogWriter writer, Wants acknowledged)
            throws SQLException, SourceRefusedException {
        StreamPages streamPages = new StreamPages(pages, writer.relations());
        try {
            StreamAppender appender =
                    new StreamAppender(
                            writer,
                            new RelationDescriber(connections),
                            watch,
                            streamPages,
                            limits.maxRowBytes(),
                            acknowledged);
            appender.begin();
            appender.lookAtPages();
            while (!stopping) {
                readOn(stream, appender);
                if (stuck.moved(writer.position())) {
                    conditions.streaming(List.of());
                }
            }
        } catch (RowTooLargeException e) {
            throw stuck.failed(writer.position(), e);
        } catch (SQLException | RuntimeException e) {
            if (!stopping) {
                stuck.failed(writer.position(), e);
            }
            throw e;
        } finally {
            streamPages.ended();
        }
    }

    /// Waits for something to come, takes all that has come, appends it, and confirms it: in this
    /// order.
    private void readOn(ReplicationStream stream, StreamAppender appender)
            throws SQLException, SourceRefusedException {
        waitingSince = System.nanoTime();
        ByteBuffer message = stream.read();
        waitingSince = Long.MAX_VALUE;
        long waited = 0;
        while (message != null) {
            appender.accept(message, stream.lsn());
            if (appender.isBetweenTransactions()) {
                applyOffer(appender);
                appender.lookAtPages();
            }
            message = null;
            if (!appender.isFull() && waited < PATIENCE_NANOS) {
                long before = System.nanoTime();
                message = stream.readPending();
                long took = System.nanoTime() - before;
                waited += took < PROMPT_NANOS ? 0 : took;
            }
        }
        appender.flush();
        stream.confirm(appender.confirmable());
        room.check();
    }

    private void applyOffer(StreamAppender appender) throws SQLException {
        Offer newest = offered.get();
        if (newest == null || !newest.mayBeApplied(appender)) {
            return;
        }
        appender.settle();
        positions.acknowledge(lease(), newest.wants().toLog(), appender.lastSeq());
        appender.apply(newest.wants());
        // Taken back only now: an acknowledgement that failed is tried again on the next stream.
        offered.compareAndSet(newest, null);
        events.settingsApplied();
    }

    private void bind(StreamStart.Started started) throws SourceRefusedException {
        try {
            positions.bind(lease(), started.source(), started.from());
        } catch (IntegrityConstraintViolationException e) {
            throw new SourceRefusedException(Causes.slotShared(started.source().slot()));
        }
    }

    private void refused(SourceCondition condition) {
        log.atWarn()
                .addKeyValue("database", lease().database())
                .addKeyValue("condition", condition.code())
                .log("source cannot be streamed");
        tell(condition);
    }

    private void lost(Exception cause) {
        log.atWarn()
                .addKeyValue("database", lease().database())
                .addKeyValue("cause", Causes.brief(cause))
                .log("stream lost, connecting again");
        if (cause instanceof SQLException sql) {
            tell(Causes.condition(sql, connections.settings()));
        }
    }

    /// What cannot be told now is told after the next attempt.
    private void tell(SourceCondition condition) {
        try {
            conditions.streaming(List.of(condition));
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", lease().database())
                    .addKeyValue("cause", Causes.brief(e))
                    .log("condition not told");
        }
    }

    private Lease lease() {
        return changeLog.lease();
    }
}
