package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.AccountChange;
import dev.rowhook.api.AccountTransactions;
import dev.rowhook.api.AuditEntry;
import dev.rowhook.api.Page;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.name.Names;
import dev.rowhook.api.paging.Paging;
import dev.rowhook.api.paging.ResourcePages;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

import java.util.Optional;

/// The sinks of an account. A method that takes a reference throws a 404 where it means nothing.
@Repository
class Sinks {
    private final AccountTransactions transactions;
    private final SourceChecks checks;
    private final StartCheck starts;
    private final ResourcePages pages;

    Sinks(
            AccountTransactions transactions,
            SourceChecks checks,
            StartCheck starts,
            ResourcePages pages) {
        this.transactions = transactions;
        this.checks = checks;
        this.starts = starts;
        this.pages = pages;
    }

    SavedSink create(AccountId account, CreateSink request) {
        checks.check(account, request);
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    SavedSink saved = new SinkInsert(db, account, request, starts).execute();
                    change.audit(
                            AuditEntry.of("sink.create", saved.sink(), request.name())
                                    .made(answer(db, account, saved.sink())));
                    return saved;
                });
    }

    /// The source is asked only if the patch says what changes are wanted.
    ///
    /// @param patch a merge patch
    SavedSink change(AccountId account, String reference, Fields patch) {
        Optional<ChangedMatching> checked =
                patch.has("filter") || patch.has("columns") || patch.has("on_leave")
                        ? Optional.of(checked(account, reference, patch))
                        : Optional.empty();
        return transactions.change(
                account,
                change -> {
                    DSLContext db = change.db();
                    SinkUpdate update = new SinkUpdate(db, account, isMeant(reference), patch);
                    change.requireMatch(update.hold());
                    SinkAnswer before = answer(db, account, isMeant(reference));
                    SavedSink saved = update.execute(checked.map(ChangedMatching::matching));
                    SinkAnswer after = answer(db, account, saved.sink());
                    if (after.revision() == before.revision()) {
                        change.nothing();
                    } else {
                        change.audit(
                                AuditEntry.of("sink.update", saved.sink(), before.name())
                                        .between(before, after));
                    }
                    return saved;
                });
    }

    private static SinkRecord row(AccountChange change, Condition which) {
        return change.db()
                .selectFrom(SINK)
                .where(SINK.ACCOUNT_ID.eq(change.account().value()))
                .and(which)
                .fetchOptional()
                .orElseThrow(() -> ProblemException.of(ProblemCode.SINK_NOT_FOUND));
    }

    private static SinkAnswer answer(DSLContext db, AccountId account, SinkId sink) {
        return answer(db, account, SINK.ID.eq(sink.value()));
    }

    private static SinkAnswer answer(DSLContext db, AccountId account, Condition which) {
        return new SinkRows(db, account)
                .answers(which).stream()
                        .findFirst()
                        .orElseThrow(() -> ProblemException.of(ProblemCode.SINK_NOT_FOUND));
    }

    private ChangedMatching checked(AccountId account, String reference, Fields patch) {
        ChangedMatching changed =
                transactions.read(
                        account,
                        db -> new SinkUpdate(db, account, isMeant(reference), patch).matching());
        checks.check(account, changed.database().toString(), changed.tables(), changed.matching());
        return changed;
    }

    Page<SinkAnswer> list(AccountId account, Paging paging) {
        return transactions.read(
                account,
                db -> pages.page(db, account, SINK.ID, paging, new SinkRows(db, account)::answers));
    }

    SinkAnswer find(AccountId account, String reference) {
        return transactions.read(account, db -> answer(db, account, isMeant(reference)));
    }

    SinkId delete(AccountId account, String reference) {
        return transactions.change(
                account,
                change -> {
                    SinkRecord sink = row(change, isMeant(reference));
                    // Locks the database's row first, as creating a sink does.
                    Settings.nextVersion(
                            change.db(), account, new DatabaseId(sink.getDatabaseId()));
                    change.requireMatch(row(change, SINK.ID.eq(sink.getId())).getRevision());
                    sink.delete();
                    SinkId id = new SinkId(sink.getId());
                    change.audit(AuditEntry.of("sink.delete", id, sink.getName()));
                    return id;
                });
    }

    private static Condition isMeant(String reference) {
        return Names.isMeant(
                reference, SinkId.parse(reference).map(SinkId::value), SINK.ID, SINK.NAME);
    }
}
