package dev.rowhook.store.accounts;

import dev.rowhook.store.jooq.tables.records.AccountRecord;

/// How many resources of each kind an account may have. As JSON it is what answers and requests
/// hold.
public record AccountLimits(int databases, int endpoints, int sinks, int members, int tokens) {
    /// What an account may have unless its host says otherwise, and the most there can be.
    public static final int DEFAULT = 1000;

    /// The limits of an account.
    public static AccountLimits of(AccountRecord row) {
        return new AccountLimits(
                row.getMaxDatabases(),
                row.getMaxEndpoints(),
                row.getMaxSinks(),
                row.getMaxMembers(),
                row.getMaxTokens());
    }

    /// Puts them into the row of an account.
    public void saveTo(AccountRecord row) {
        row.setMaxDatabases(databases);
        row.setMaxEndpoints(endpoints);
        row.setMaxSinks(sinks);
        row.setMaxMembers(members);
        row.setMaxTokens(tokens);
    }
}
