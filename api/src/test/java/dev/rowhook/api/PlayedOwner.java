package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SINK;
import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;

import dev.rowhook.api.database.AppliedSettings;
import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.DatabaseProbe;
import dev.rowhook.api.database.ProbeResult;
import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.SlotProbe;
import dev.rowhook.api.database.SlotReport;
import dev.rowhook.api.database.SortRange;
import dev.rowhook.api.database.TableLister;
import dev.rowhook.api.database.TableListing;
import dev.rowhook.api.database.TableProbe;
import dev.rowhook.api.database.TableQuery;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.TableName;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// Plays the owner of all databases: acknowledges settings when it is told to, and notes what it is
/// asked to probe.
final class PlayedOwner
        implements AppliedSettings, DatabaseProbe, TableProbe, TableLister, SlotProbe {
    final List<ConnectionSettings> probed = new CopyOnWriteArrayList<>();
    final List<Long> awaited = new CopyOnWriteArrayList<>();
    volatile boolean acknowledges;
    volatile TableShapes shapes = new TableShapes.Unreachable("The source is away.");
    volatile RangeVerdict range = new RangeVerdict.Unreachable("The source is away.");

    volatile TableListing listing = new TableListing.Read(List.of(), false);
    volatile @Nullable TableQuery asked;
    volatile SlotReport slot = new SlotReport.Unreachable("The source is away.");

    private final DSLContext worker;

    PlayedOwner(DSLContext worker) {
        this.worker = worker;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public boolean await(DatabaseId database, long settingsVersion, Duration atMost) {
        if (acknowledges) {
            acknowledge(database, settingsVersion);
        }
        return acknowledges;
    }

    @Override
    public boolean awaitSink(
            AccountId account, SinkId sink, long settingsVersion, Duration atMost) {
        awaited.add(settingsVersion);
        return acknowledges;
    }

    void acknowledge(DatabaseId database, long settingsVersion) {
        UUID account =
                worker.select(DATABASE.ACCOUNT_ID)
                        .from(DATABASE)
                        .where(DATABASE.ID.eq(database.value()))
                        .fetchSingle(DATABASE.ACCOUNT_ID);
        worker.insertInto(LOG_POSITION)
                .set(LOG_POSITION.ACCOUNT_ID, account)
                .set(LOG_POSITION.DATABASE_ID, database.value())
                .set(LOG_POSITION.SETTINGS_VERSION, settingsVersion)
                .onDuplicateKeyUpdate()
                .set(LOG_POSITION.SETTINGS_VERSION, settingsVersion)
                .execute();
        worker.selectFrom(SINK)
                .where(SINK.DATABASE_ID.eq(database.value()))
                .forEach(sink ->
                        worker.insertInto(SINK_CURSOR)
                                .set(SINK_CURSOR.ACCOUNT_ID, account)
                                .set(SINK_CURSOR.SINK_ID, sink.getId())
                                .set(SINK_CURSOR.DATABASE_ID, database.value())
                                .set(SINK_CURSOR.EPOCH, 0L)
                                .set(SINK_CURSOR.START_SEQ, 1L)
                                .set(SINK_CURSOR.MARK, 0L)
                                .onConflictDoNothing()
                                .execute());
    }

    /// Has all databases be gone that are to be deleted.
    void finishDeletions() {
        worker.deleteFrom(DATABASE).where(DATABASE.DELETING).execute();
    }

    @Override
    public ProbeResult probe(ConnectionSettings settings) {
        probed.add(settings);
        return new ProbeResult(
                List.of(
                        new ProbeResult.Check("connect", true, "Connected.", ""),
                        new ProbeResult.Check(
                                "wal_level",
                                false,
                                "wal_level is replica.",
                                "alter system set wal_level = 'logical'")));
    }

    @Override
    public TableShapes read(ConnectionSettings settings, List<TableName> tables) {
        probed.add(settings);
        return shapes;
    }

    @Override
    public SlotReport look(ConnectionSettings settings) {
        probed.add(settings);
        return slot;
    }

    @Override
    public TableListing list(ConnectionSettings settings, TableQuery query) {
        probed.add(settings);
        asked = query;
        return listing;
    }

    @Override
    public RangeVerdict check(
            ConnectionSettings settings, List<TableName> tables, SortRange ofRows) {
        probed.add(settings);
        return range;
    }
}
