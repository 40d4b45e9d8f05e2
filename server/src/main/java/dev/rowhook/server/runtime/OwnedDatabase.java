package dev.rowhook.server.runtime;

import dev.rowhook.backfill.BackfillSettings;
import dev.rowhook.backfill.DatabaseBackfills;
import dev.rowhook.backfill.GapBackfills;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.changelog.SinkMarks;
import dev.rowhook.changelog.page.PageDesk;
import dev.rowhook.dispatcher.DatabaseDispatch;
import dev.rowhook.dispatcher.SinkDispatcher;
import dev.rowhook.reader.DatabaseReader;
import dev.rowhook.reader.ReaderEvents;
import dev.rowhook.reader.ReaderLimits;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.ChangeWatch;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A database whose lease this node holds: its log, its reader and its sink workers. Thread-safe.
final class OwnedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OwnedDatabase.class);

    private final ChangeLog changeLog;
    private final Tenure tenure;
    private final SourceSettings source;
    private final DatabaseDispatch dispatch;
    private final DatabaseReader reader;
    private final DatabaseBackfills backfills;
    private final DatabaseErasures erasures;
    private volatile boolean lost;
    private long settingsVersion;

    private OwnedDatabase(
            DSLContext worker,
            ChangeLog changeLog,
            Tenure tenure,
            SourceConnections connections,
            SinkDispatcher dispatcher,
            DataKeys keys,
            ReaderTiming timing,
            ChangeWatch watch,
            Runnable lookAgain) {
        this.changeLog = changeLog;
        this.tenure = tenure;
        this.source = connections.settings();
        Runnable leaseLost =
                () -> {
                    lost = true;
                    lookAgain.run();
                };
        PageDesk pages = new PageDesk();
        SinkMarks marks = new SinkMarks();
        this.dispatch =
                dispatcher.open(
                        changeLog.lease(),
                        changeLog::sinkLog,
                        changeLog.relations(),
                        marks,
                        tenure::holds,
                        leaseLost);
        this.dispatch.apply();
        this.reader =
                DatabaseReader.start(
                        changeLog,
                        connections,
                        worker,
                        timing,
                        ReaderLimits.defaults(),
                        events(leaseLost),
                        pages);
        this.backfills =
                DatabaseBackfills.start(
                        worker,
                        changeLog.lease(),
                        connections,
                        pages,
                        marks,
                        BackfillSettings.DEFAULT,
                        leaseLost,
                        () -> watch.changed(lease().database()));
        this.erasures = DatabaseErasures.start(worker, changeLog, dispatch, keys, leaseLost);
    }

    static OwnedDatabase start(
            DSLContext worker,
            ChangeLog changeLog,
            Tenure tenure,
            SourceConnections connections,
            SinkDispatcher dispatcher,
            DataKeys keys,
            ReaderTiming timing,
            ChangeWatch watch,
            Runnable lookAgain) {
        return new OwnedDatabase(
                worker, changeLog, tenure, connections, dispatcher, keys, timing, watch, lookAgain);
    }

    Lease lease() {
        return changeLog.lease();
    }

    /// How long the lease surely holds.
    Tenure tenure() {
        return tenure;
    }

    /// Whether its settings have another version than those it was last told of.
    boolean isBehind(long version) {
        return version != settingsVersion;
    }

    /// How it reaches its source, for as long as it is owned.
    SourceSettings source() {
        return source;
    }

    /// Whether another owner was noticed.
    boolean isLost() {
        return lost;
    }

    /// The settings stand at this version now; called by the supervisor's thread only, again and
    /// again.
    ///
    /// What is asked of sinks that are streamed already does not wait for the reader, whose source
    /// may be out of reach.
    void settingsAt(long version) {
        boolean changed = version != settingsVersion;
        if (changed) {
            settingsVersion = version;
            reader.settingsChanged();
        }
        if (changed || dispatch.isBehind()) {
            applyToSinks();
        }
    }

    /// Starting workers waits for our Postgres; who calls must not.
    private void applyToSinks() {
        Thread.ofVirtual().name("apply " + lease().database()).start(dispatch::apply);
    }

    /// Backfills were asked for, paused, resumed or cancelled.
    void backfillsChanged() {
        backfills.look();
    }

    /// Rows are to be erased.
    void erasuresChanged() {
        erasures.look();
    }

    void reclaim() {
        reader.reclaim();
    }

    /// Stops erasures, backfills and the reader first: what it has appended, the workers deliver or
    /// leave to the next owner.
    @Override
    public void close() {
        erasures.close();
        backfills.close();
        reader.close();
        dispatch.close();
    }

    /// What fails is asked for again when the reader looks for room the next time.
    private void giveUpSoon(long seq, Runnable moved) {
        try {
            dispatch.giveUp(seq, moved);
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("database", lease().database())
                    .addKeyValue("sqlstate", e.sqlState())
                    .log("own Postgres does not answer, log stays full");
        }
    }

    private ReaderEvents events(Runnable leaseLost) {
        return new ReaderEvents() {
            @Override
            public void settingsApplied() {
                applyToSinks();
            }

            @Override
            public void goesOnBehindGap(DSLContext tx) {
                GapBackfills.insert(tx, lease());
            }

            @Override
            public void giveUp(long seq, Runnable moved) {
                Thread.ofVirtual()
                        .name("give up " + lease().database())
                        .start(() -> giveUpSoon(seq, moved));
            }

            @Override
            public void leaseLost() {
                leaseLost.run();
            }
        };
    }
}
