package dev.rowhook.api.host;

import static dev.rowhook.store.jooq.Tables.AUDIT_EVENT;

import dev.rowhook.api.AuditEntry;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.AuditEventId;

import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Writes what the host did with an account into the account's audit log, in the transaction that
/// did it.
final class HostAudit {
    private HostAudit() {}

    static void write(DSLContext tx, AccountId account, HostCaller host, AuditEntry entry) {
        tx.insertInto(AUDIT_EVENT)
                .set(AUDIT_EVENT.ACCOUNT_ID, account.value())
                .set(AUDIT_EVENT.ID, AuditEventId.create().value())
                .set(AUDIT_EVENT.ACTOR_KIND, "host")
                .set(AUDIT_EVENT.ACTOR_ID, host.id())
                .set(AUDIT_EVENT.ACTOR_NAME, host.getName())
                .set(AUDIT_EVENT.ACTION, entry.action())
                .set(AUDIT_EVENT.RESOURCE_KIND, entry.resourceKind())
                .set(AUDIT_EVENT.RESOURCE_ID, entry.resourceId())
                .set(AUDIT_EVENT.RESOURCE_NAME, entry.resourceName().orElse(null))
                .set(AUDIT_EVENT.CHANGES, JSONB.jsonb(entry.changes().toString()))
                .execute();
    }
}
