package dev.rowhook.store.accounts;

import dev.rowhook.store.jooq.tables.records.AccountRecord;

/// How many resources of each kind an account may have.
///
/// @param logBytes the disk that its logs may take together
public record AccountLimits(
        int databases, int endpoints, int sinks, int members, int tokens, long logBytes) {
    /// What an account may have unless its host says otherwise, and the most there can be.
    public static final int DEFAULT = 1000;

    /// The disk that the logs of an account may take unless its host says otherwise: 10 GiB.
    public static final long DEFAULT_LOG_BYTES = 10L << 30;

    /// The limits of an account.
    public static AccountLimits of(AccountRecord row) {
        return new AccountLimits(
                row.getMaxDatabases(),
                row.getMaxEndpoints(),
                row.getMaxSinks(),
                row.getMaxMembers(),
                row.getMaxTokens(),
                row.getMaxLogBytes());
    }

    /// Puts them into the row of an account.
    public void saveTo(AccountRecord row) {
        row.setMaxDatabases(databases);
        row.setMaxEndpoints(endpoints);
        row.setMaxSinks(sinks);
        row.setMaxMembers(members);
        row.setMaxTokens(tokens);
        row.setMaxLogBytes(logBytes);
    }
}
