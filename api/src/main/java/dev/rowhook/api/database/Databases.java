package dev.rowhook.api.database;

import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.job.Jobs;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.JobId;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.util.List;

/// The databases of an account. A method that takes a reference throws a 404 where it means
/// nothing.
@Repository
class Databases {
    private final AccountTransactions transactions;
    private final DataKeys dataKeys;
    private final ResourcePages pages;
    private final Jobs jobs;

    Databases(AccountTransactions transactions, DataKeys dataKeys, ResourcePages pages, Jobs jobs) {
        this.transactions = transactions;
        this.dataKeys = dataKeys;
        this.pages = pages;
        this.jobs = jobs;
    }

    DatabaseAnswer create(AccountId account, CreateDatabase request) {
        return transactions.change(
                account,
                change -> {
                    DatabaseAnswer created = insert(change.db(), account, request);
                    change.audit(
                            AuditEntry.of("database.create", created.id(), created.name())
                                    .made(created));
                    return created;
                });
    }

    Page<DatabaseAnswer> list(AccountId account, Paging paging) {
        return transactions.read(
                account,
                db ->
                        pages.rows(
                                db,
                                account,
                                DATABASE.ID,
                                paging,
                                rows -> DatabaseRows.answers(db, account, rows)));
    }

    DatabaseAnswer find(AccountId account, String reference) {
        return transactions.read(
                account, db -> answer(db, account, row(db, account, reference, false)));
    }

    /// The newest version of its settings.
    long settingsVersion(DSLContext db, AccountId account, DatabaseId database) {
        return row(db, account, database.toString(), false).getSettingsVersion();
    }

    ConnectionSettings connection(AccountId account, String reference) {
        return transactions.read(
                account, db -> connection(db, account, row(db, account, reference, false)));
    }

    /// Marks the database as one to be deleted; its owner does the rest.
    JobId delete(AccountId account, String reference) {
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    DatabaseRecord row = row(db, account, reference, true);
                    change.requireMatch(row.getRevision());
                    requireUnused(db, account, row);
                    DatabaseId id = new DatabaseId(row.getId());
                    change.nothing();
                    if (!row.getDeleting()) {
                        change.audit(AuditEntry.of("database.delete", id, row.getName()));
                        db.update(DATABASE)
                                .set(DATABASE.DELETING, true)
                                .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                                .and(DATABASE.ID.eq(id.value()))
                                .execute();
                        Settings.nextVersion(db, account, id);
                    }
                    return jobs.deletion(change, row);
                });
    }

    /// Has the owner of the database go on behind a gap.
    RequestedMend mend(AccountId account, String reference) {
        return transactions.change(
                account,
                change -> {
                    DatabaseRecord row = row(change.db(), account, reference, true);
                    MendAnswer answer = new Mending(change.db(), account, row).request();
                    change.audit(
                            AuditEntry.of(
                                            "database.mend",
                                            new DatabaseId(row.getId()),
                                            row.getName())
                                    .with("gap", answer.gap()));
                    return new RequestedMend(jobs.mend(change, row), answer);
                });
    }

    /// Changes what may be changed. A patch that changes nothing takes no version.
    ///
    /// @param patch a merge patch
    SavedDatabase change(AccountId account, String reference, Fields patch, EgressPolicy policy) {
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    DatabaseRecord row = row(db, account, reference, true);
                    DatabaseId id = new DatabaseId(row.getId());
                    change.requireMatch(row.getRevision());
                    DatabaseSecrets secrets = new DatabaseSecrets(db, account, dataKeys);
                    ChangeDatabase now = ChangeDatabase.of(row, secrets.tls(row));
                    ChangeDatabase changed = ChangeDatabase.read(patch, now, policy);
                    if (changed.equals(now)) {
                        change.nothing();
                        return new SavedDatabase(id, row.getSettingsVersion());
                    }
                    DatabaseAnswer before = answer(db, account, row);
                    changed.saveTo(row);
                    row.setRevision(row.getRevision() + 1);
                    secrets.save(id, changed, row);
                    db.update(DATABASE)
                            .set(row)
                            .where(DATABASE.ACCOUNT_ID.eq(account.value()))
                            .and(DATABASE.ID.eq(id.value()))
                            .execute();
                    change.audit(
                            AuditEntry.of("database.update", id, row.getName())
                                    .between(before, answer(db, account, row))
                                    .with("password_given", changed.givesPassword())
                                    .with("client_key_given", changed.givesKey(now)));
                    return new SavedDatabase(id, Settings.nextVersion(db, account, id));
                });
    }

    private DatabaseAnswer insert(DSLContext db, AccountId account, CreateDatabase request) {
        Page.requireRoom(db, DATABASE);
        DatabaseId id = DatabaseId.create();
        DatabaseRecord changeable = new DatabaseRecord();
        request.changeable().saveTo(changeable);
        new DatabaseSecrets(db, account, dataKeys).save(id, request.changeable(), changeable);
        int inserted =
                db.insertInto(DATABASE)
                        .set(changeable)
                        .set(DATABASE.ACCOUNT_ID, account.value())
                        .set(DATABASE.ID, id.value())
                        .set(DATABASE.NAME, request.name())
                        .set(DATABASE.SLOT_NAME, request.slot().name())
                        .set(DATABASE.SLOT_CREATE, request.slot().create())
                        .set(DATABASE.PUBLICATION_NAME, request.publication().name())
                        .set(DATABASE.PUBLICATION_CREATE, request.publication().create())
                        .set(
                                DATABASE.PUBLICATION_TABLES,
                                request.publication().tables().toArray(String[]::new))
                        .onConflictDoNothing()
                        .execute();
        if (inserted == 0) {
            throw ProblemException.nameTaken(request.name());
        }
        Settings.announce(db, id);
        return answer(db, account, row(db, account, id.toString(), false));
    }

    private ConnectionSettings connection(DSLContext db, AccountId account, DatabaseRecord row) {
        DatabaseSecrets secrets = new DatabaseSecrets(db, account, dataKeys);
        return new ConnectionSettings(
                row.getHostname(),
                row.getPort(),
                row.getDatabaseName(),
                row.getUsername(),
                secrets.password(row),
                secrets.tls(row),
                new ConnectionSettings.Slot(row.getSlotName(), row.getSlotCreate()),
                new ConnectionSettings.Publication(
                        row.getPublicationName(),
                        row.getPublicationCreate(),
                        List.of(row.getPublicationTables())));
    }

    private static DatabaseAnswer answer(DSLContext db, AccountId account, DatabaseRecord row) {
        return DatabaseRows.answers(db, account, List.of(row)).getFirst();
    }

    /// A locked row keeps sinks from being made of the database meanwhile.
    private static DatabaseRecord row(
            DSLContext db, AccountId account, String reference, boolean locked) {
        Condition meant =
                Names.isMeant(
                        reference,
                        DatabaseId.parse(reference).map(DatabaseId::value),
                        DATABASE.ID,
                        DATABASE.NAME);
        var query =
                db.selectFrom(DATABASE).where(DATABASE.ACCOUNT_ID.eq(account.value())).and(meant);
        return (locked ? query.forUpdate().fetchOptional() : query.fetchOptional())
                .orElseThrow(() -> ProblemException.of(ProblemCode.DATABASE_NOT_FOUND));
    }

    private static void requireUnused(DSLContext db, AccountId account, DatabaseRecord row) {
        List<String> users =
                db.select(SINK.NAME)
                        .from(SINK)
                        .where(SINK.ACCOUNT_ID.eq(account.value()))
                        .and(SINK.DATABASE_ID.eq(row.getId()))
                        .orderBy(SINK.NAME)
                        .fetch(SINK.NAME);
        if (!users.isEmpty()) {
            throw ProblemException.of(
                    ProblemCode.IN_USE,
                    "The database is used by sinks: " + String.join(", ", users) + ".");
        }
    }
}
