package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.revision.IfMatch;
import dev.rowhook.api.revision.WouldChange;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AuditEventId;
import dev.rowhook.store.jooq.tables.records.AuditEventRecord;

import org.jooq.DSLContext;
import org.jooq.JSONB;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A transaction that changes something of an account, or reads what is not for everybody. Whoever
/// does so says what was done, in the same transaction, or that nothing was.
///
/// Not thread-safe.
public final class AccountChange {
    private final DSLContext db;
    private final AccountId account;
    private final Actor actor;
    private final Optional<String> address;
    private final IfMatch ifMatch;
    private final List<AuditEntry> entries = new ArrayList<>();
    private boolean told;
    private boolean matched;
    private boolean again;

    AccountChange(
            DSLContext db,
            AccountId account,
            Actor actor,
            Optional<String> address,
            IfMatch ifMatch) {
        this.db = db;
        this.account = account;
        this.actor = actor;
        this.address = address;
        this.ifMatch = ifMatch;
    }

    /// Runs the statements of the transaction.
    public DSLContext db() {
        return db;
    }

    /// Whose rows the transaction sees.
    public AccountId account() {
        return account;
    }

    /// Who does it.
    public Actor actor() {
        return actor;
    }

    /// Writes what was done.
    public void audit(AuditEntry entry) {
        AuditEventRecord row = AUDIT_EVENT.newRecord();
        row.setAccountId(account.value());
        row.setId(AuditEventId.create().value());
        row.setActorKind(actor.kind().code());
        row.setActorId(actor.id());
        row.setActorName(actor.name());
        row.setAddress(address.orElse(null));
        row.setAction(entry.action());
        row.setResourceKind(entry.resourceKind());
        row.setResourceId(entry.resourceId());
        row.setResourceName(entry.resourceName().orElse(null));
        row.setChanges(JSONB.jsonb(entry.changes().toString()));
        db.insertInto(AUDIT_EVENT).set(row).execute();
        told = true;
        entries.add(entry);
    }

    /// Makes sure that the request is meant for this state of what it changes, which holds still.
    ///
    /// @throws ProblemException 412 if it is meant for another one
    public void requireMatch(long revision) {
        ifMatch.require(revision);
        matched = true;
    }

    /// Says that nothing was changed.
    public void nothing() {
        told = true;
    }

    /// Says that nothing was changed, and that all is tried again in another transaction.
    public void tryAgain() {
        again = true;
    }

    /// Whether another transaction tries again.
    boolean isToBeTriedAgain() {
        return again;
    }

    /// Whether something was changed, and not only read.
    boolean isChange() {
        return entries.stream().anyMatch(entry -> !entry.isRead());
    }

    /// All that was done, as if it were undone.
    List<WouldChange> wouldBe() {
        return entries.stream().map(AuditEntry::asDryRun).toList();
    }

    /// @param isPatch whether the request has to be meant for a state
    /// @throws IllegalStateException if nobody said what was done, or looked what it is meant for
    void requireTold(boolean isPatch) {
        if (!told) {
            throw new IllegalStateException("a change that the audit log would not know of");
        }
        if (isPatch && !matched) {
            throw new IllegalStateException("a change whatever state it is meant for");
        }
    }
}
