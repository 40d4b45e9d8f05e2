package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.database.Settings;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;

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

    /// @throws ProblemException if there is no such sink, or it cannot be changed so
    SavedSink execute() {
        DatabaseId database = new DatabaseId(sink().getDatabaseId());
        // The database's row first, as creating a sink does; then the sink holds still.
        lock(database);
        SinkRecord sink = sink();
        SinkId id = new SinkId(sink.getId());
        ChangeSink now = new ChangeSink(sink.getName(), DeliveryColumns.read(sink));
        ChangeSink changed = ChangeSink.read(patch, now);
        if (changed.equals(now)) {
            return new SavedSink(id, database, sink.getSettingsVersion());
        }
        long version = Settings.nextVersion(db, account, database);
        save(id, changed, version);
        return new SavedSink(id, database, version);
    }

    private SinkRecord sink() {
        return db.selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(account.value()))
                .and(which)
                .fetchOptional()
                .orElseThrow(() -> ProblemException.notFound("sink"));
    }

    private void lock(DatabaseId database) {
        db.select(DATABASE.ID)
                .from(DATABASE)
                .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                .and(DATABASE.ID.eq(database.value()))
                .forNoKeyUpdate()
                .fetch();
    }

    private void save(SinkId sink, ChangeSink changed, long version) {
        try {
            db.update(SINK)
                    .set(SINK.NAME, changed.name())
                    .set(DeliveryColumns.of(changed.delivery()))
                    .set(SINK.SETTINGS_VERSION, version)
                    .where(SINK.ACCOUNT_ID.eq(account.value()))
                    .and(SINK.ID.eq(sink.value()))
                    .execute();
        } catch (IntegrityConstraintViolationException e) {
            throw ProblemException.nameTaken(changed.name());
        }
    }
}
