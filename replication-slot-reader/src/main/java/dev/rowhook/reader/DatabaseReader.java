package dev.rowhook.reader;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.LogPositions;
import dev.rowhook.changelog.SinkConditions;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.source.SourceConnections;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Reads one database into its change log, from [#start] to [#close]: it connects, and connects
/// again with back-off, by itself. Thread-safe.
public final class DatabaseReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseReader.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final SlotReader reader;
    private final SourceControl control;
    private final ChangeLog changeLog;
    private final LogRoom room;
    private final Thread readerThread;
    private final Thread controlThread;

    private DatabaseReader(
            SlotReader reader, SourceControl control, ChangeLog changeLog, LogRoom room) {
        String database = changeLog.lease().database().toString();
        this.reader = reader;
        this.control = control;
        this.changeLog = changeLog;
        this.room = room;
        this.readerThread =
                Thread.ofPlatform()
                        .name("slot-reader " + database)
                        .daemon(true)
                        .unstarted(reader::run);
        // A virtual thread would lose its connections to the interrupt that ends it.
        this.controlThread =
                Thread.ofPlatform()
                        .name("source-control " + database)
                        .daemon(true)
                        .unstarted(control::run);
    }

    /// Starts to read.
    ///
    /// @param changeLog the log to append to; nobody else appends to it
    /// @param worker our own Postgres, as the worker's role
    /// @param pages where backfills of the database hand over what they have read
    public static DatabaseReader start(
            ChangeLog changeLog,
            SourceConnections connections,
            DSLContext worker,
            ReaderTiming timing,
            ReaderLimits limits,
            ReaderEvents events,
            PageDesk pages) {
        SinkWantsRepository sinks = new SinkWantsRepository(worker);
        SourceConditions conditions =
                new SourceConditions(new Conditions(worker), changeLog.lease());
        LogRoom room = new LogRoom(changeLog, conditions, events::giveUp);
        SlotReader reader =
                new SlotReader(
                        changeLog,
                        new LogPositions(worker),
                        sinks,
                        connections,
                        conditions,
                        new FilterWatch(new SinkConditions(worker, changeLog.lease())),
                        pages,
                        room,
                        timing,
                        limits,
                        new GapMending(
                                worker, new LogPositions(worker), sinks, connections, events),
                        events);
        SourceControl control =
                new SourceControl(
                        changeLog.lease(), reader, sinks, connections, conditions, timing);
        room.onRoom(reader::wake);
        pages.onOpen(control::settingsChanged);
        DatabaseReader started = new DatabaseReader(reader, control, changeLog, room);
        started.readerThread.start();
        started.controlThread.start();
        return started;
    }

    /// The settings of the database or of one of its sinks were changed: they are applied soon.
    public void settingsChanged() {
        control.settingsChanged();
        reader.wake();
    }

    /// Drops what the log need not keep any more, measures it, and lets the reader go on if it
    /// waited for room and there is some.
    ///
    /// @throws dev.rowhook.changelog.LeaseLostException if another owner took the database
    public void reclaim() {
        changeLog.reclaim();
        room.tidy();
    }

    /// Stops reading. What was read and not appended is read again by whoever reads next.
    @Override
    public void close() {
        reader.stop();
        controlThread.interrupt();
        readerThread.interrupt();
        try {
            boolean stopped = readerThread.join(STOP_WITHIN) && controlThread.join(STOP_WITHIN);
            if (!stopped) {
                log.atError()
                        .addKeyValue("thread", readerThread.getName())
                        .log("reader does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
