package dev.rowhook.api.idempotency;

import static dev.rowhook.store.jooq.Tables.IDEMPOTENT_REQUEST;

import dev.rowhook.api.AccountChange;
import dev.rowhook.core.AccountId;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.util.HexFormat;
import java.util.UUID;

/// The request at hand, if it named an Idempotency-Key and is done for the first time.
///
/// @param hash of who asks, the route and the key, in hex like that of the body
/// @param id of this doing of it: whoever takes it over has another one
record IdempotentRequest(AccountId account, String hash, UUID id, String bodyHash) {
    /// Of the request, by which the transaction that changes something finds it.
    static final String ATTRIBUTE = IdempotentRequest.class.getName();

    /// Notes in the transaction that changes something that it did.
    ///
    /// @throws IllegalStateException if the request was taken over; the change is undone
    void noteChange(AccountChange change) {
        int noted =
                change.db()
                        .update(IDEMPOTENT_REQUEST)
                        .set(IDEMPOTENT_REQUEST.CHANGED, true)
                        .where(isThis())
                        .execute();
        if (noted != 1) {
            throw new IllegalStateException("another one does the same request by now");
        }
    }

    boolean hasChanged(DSLContext db) {
        return db.fetchExists(
                db.selectFrom(IDEMPOTENT_REQUEST).where(isThis()).and(IDEMPOTENT_REQUEST.CHANGED));
    }

    byte[] hashBytes() {
        return HexFormat.of().parseHex(hash);
    }

    Condition isThis() {
        return IDEMPOTENT_REQUEST
                .ACCOUNT_ID
                .eq(account.value())
                .and(IDEMPOTENT_REQUEST.HASH.eq(hashBytes()))
                .and(IDEMPOTENT_REQUEST.ID.eq(id));
    }
}
