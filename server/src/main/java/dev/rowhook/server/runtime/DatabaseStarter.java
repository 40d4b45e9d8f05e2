package dev.rowhook.server.runtime;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.changelog.Lease;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.dispatcher.SinkDispatcher;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.source.SessionName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;
import dev.rowhook.source.SourceSettingsRepository;
import dev.rowhook.store.keys.DataKeys;
import dev.rowhook.store.signal.ChangeWatch;

import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.UUID;

/// Starts reader and workers of databases whose leases were taken. Thread-safe.
public final class DatabaseStarter {
    private static final Logger log = LoggerFactory.getLogger(DatabaseStarter.class);

    private final DSLContext worker;
    private final UUID installation;
    private final SourceSettingsRepository sources;
    private final SinkDispatcher dispatcher;
    private final DataKeys keys;
    private final ChangeLog.Settings logSettings;
    private final ReaderTiming timing;
    private final ChangeWatch watch;

    public DatabaseStarter(
            DSLContext worker,
            UUID installation,
            SourceSettingsRepository sources,
            SinkDispatcher dispatcher,
            DataKeys keys,
            ChangeLog.Settings logSettings,
            ReaderTiming timing,
            ChangeWatch watch) {
        this.worker = worker;
        this.installation = installation;
        this.sources = sources;
        this.dispatcher = dispatcher;
        this.keys = keys;
        this.logSettings = logSettings;
        this.timing = timing;
        this.watch = watch;
    }

    /// Starts a database; empty if it is gone.
    ///
    /// @param lookAgain is called when its lease was found lost
    Optional<OwnedDatabase> start(Lease lease, Tenure tenure, Runnable lookAgain) {
        return settings(lease)
                .map(source ->
                        OwnedDatabase.start(
                                worker,
                                ChangeLog.open(worker, lease, logSettings),
                                tenure,
                                new SourceConnections(source),
                                dispatcher,
                                keys,
                                timing,
                                watch,
                                lookAgain));
    }

    /// How the source of a database is reached.
    Optional<SourceSettings> settings(Lease lease) {
        String name = SessionName.of(installation, lease.database(), lease.epoch()).toString();
        return sources.find(worker, lease.account(), lease.database(), name);
    }

    /// Whether its source is to be reached in another way than it is: whoever takes the lease next
    /// reaches it so.
    ///
    /// @param version of the database's settings now
    boolean isMoved(OwnedDatabase database, long version) {
        if (!database.isBehind(version)) {
            return false;
        }
        try {
            return settings(database.lease())
                    .filter(newest -> !newest.equals(database.source()))
                    .isPresent();
        } catch (SealBrokenException e) {
            log.atError()
                    .addKeyValue("database", database.lease().database())
                    .addKeyValue("cause", e.getMessage())
                    .log("login does not open, the former one is used on");
            return false;
        }
    }
}
