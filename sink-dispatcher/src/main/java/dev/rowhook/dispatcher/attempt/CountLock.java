package dev.rowhook.dispatcher.attempt;

import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;

/// Keeps the counts of an account from being added up while somebody writes some, until the end of
/// a transaction. It has to be its first statement that reads or writes counts, so that the next
/// one sees all that was committed by those it has waited for.
final class CountLock {
    private static final long KIND = 0x726f_7768_6b63_6e74L;

    private final DSLContext tx;

    CountLock(DSLContext tx) {
        this.tx = tx;
    }

    /// With others that write.
    void toWrite(AccountId account) {
        tx.fetch("select pg_advisory_xact_lock_shared(?)", key(account));
    }

    /// Alone.
    void toAddUp(AccountId account) {
        tx.fetch("select pg_advisory_xact_lock(?)", key(account));
    }

    /// Two accounts with the same key would wait for each other, no more.
    private static long key(AccountId account) {
        return KIND
                ^ account.value().getMostSignificantBits()
                ^ account.value().getLeastSignificantBits();
    }
}
