package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.backfill.CancelledBackfills;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.filter.Matching;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectConditionStep;
import org.jooq.exception.IntegrityConstraintViolationException;

import java.util.Optional;

/// Changes a sink, within one transaction, which takes a version of the settings of its database
/// and of the sink. A patch that changes nothing takes none, and nothing is restarted for it.
final class SinkUpdate {
    private final DSLContext db;
    private final AccountId account;
    private final Condition which;
    private final Fields patch;

    /// @param which the condition that the sink meets
    SinkUpdate(DSLContext db, AccountId account, Condition which, Fields patch) {
        this.db = db;
        this.account = account;
        this.which = which;
        this.patch = patch;
    }

    /// What the sink is to want after the patch, which is not yet carried out.
    ///
    /// @throws ProblemException if there is no such sink, or it cannot be changed so
    ChangedMatching matching() {
        SinkRecord sink = sink().fetchOptional().orElseThrow(SinkUpdate::notFound);
        return new ChangedMatching(
                new DatabaseId(sink.getDatabaseId()),
                SavedMatching.tables(sink, db),
                ChangeSink.read(patch, now(sink)).matching());
    }

    /// Makes the sink hold still until the transaction ends.
    ///
    /// @return its revision
    /// @throws ProblemException if there is no such sink
    long hold() {
        DatabaseId database =
                new DatabaseId(
                        sink().fetchOptional().orElseThrow(SinkUpdate::notFound).getDatabaseId());
        // The database's row first, as all edits do.
        lock(database);
        return held().getRevision();
    }

    /// To be called while the sink holds still.
    ///
    /// @param checked what it may want of its tables
    /// @throws ProblemException if it cannot be changed so
    SavedSink execute(Optional<Matching> checked) {
        SinkRecord sink = held();
        DatabaseId database = new DatabaseId(sink.getDatabaseId());
        SinkId id = new SinkId(sink.getId());
        ChangeSink now = now(sink);
        ChangeSink changed = ChangeSink.read(patch, now);
        if (changed.equals(now)) {
            return new SavedSink(id, database, sink.getSettingsVersion());
        }
        new UsedEndpoint(db, account, new EndpointId(sink.getEndpointId()))
                .check(changed.delivery().destination());
        boolean wantsOthers = !changed.matching().equals(now.matching());
        if (wantsOthers && !checked.equals(Optional.of(changed.matching()))) {
            throw ProblemException.of(
                    ProblemCode.CHANGED_MEANWHILE,
                    "The sink's filter was changed meanwhile: try again.");
        }
        long version = Settings.nextVersion(db, account, database);
        if (wantsOthers) {
            SavedMatching.save(changed.matching(), sink);
            SavedMatching.saveTables(changed.matching(), sink, db);
        }
        boolean disabled = isDisabled(changed);
        if (disabled && !isDisabled(now)) {
            CancelledBackfills.ofSink(db, account, id);
        }
        // Enabled, it wants from now on what it has wanted before.
        if (wantsOthers || (isDisabled(now) && !disabled)) {
            sink.setMatchVersion(version);
        }
        save(sink, changed, version);
        return new SavedSink(id, database, version);
    }

    private ChangeSink now(SinkRecord sink) {
        return new ChangeSink(sink.getName(), SavedMatching.of(sink, db), Delivery.of(sink));
    }

    private static boolean isDisabled(ChangeSink sink) {
        return sink.delivery().status().equals(Delivery.DISABLED);
    }

    private SinkRecord held() {
        return sink().forNoKeyUpdate().fetchOptional().orElseThrow(SinkUpdate::notFound);
    }

    private SelectConditionStep<SinkRecord> sink() {
        return db.selectFrom(SINK).where(SINK.ACCOUNT_ID.eq(account.value())).and(which);
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.SINK_NOT_FOUND);
    }

    private void lock(DatabaseId database) {
        db.select(DATABASE.ID)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                .and(DATABASE.ID.eq(database.value()))
                .forNoKeyUpdate()
                .fetch();
    }

    private void save(SinkRecord sink, ChangeSink changed, long version) {
        sink.setName(changed.name());
        changed.delivery().saveTo(sink);
        sink.setSettingsVersion(version);
        sink.setRevision(sink.getRevision() + 1);
        if (changed.delivery().status().equals("active")) {
            sink.setStatusReason(null);
        }
        try {
            db.update(SINK)
                    .set(sink)
                    .where(SINK.ACCOUNT_ID.eq(account.value()))
                    .and(SINK.ID.eq(sink.getId()))
                    .execute();
        } catch (IntegrityConstraintViolationException e) {
            throw ProblemException.nameTaken(changed.name());
        }
    }
}
