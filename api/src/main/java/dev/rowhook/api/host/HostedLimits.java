package dev.rowhook.api.host;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.store.accounts.AccountLimits;

/// How much there may be of each kind in an account, or is, as its host's answers and requests have
/// it.
record HostedLimits(
        int databases,
        int endpoints,
        int sinks,
        int members,
        int tokens,
        @JsonProperty("log_bytes") long logBytes) {

    static HostedLimits of(AccountLimits limits) {
        return new HostedLimits(
                limits.databases(),
                limits.endpoints(),
                limits.sinks(),
                limits.members(),
                limits.tokens(),
                limits.logBytes());
    }

    AccountLimits toStore() {
        return new AccountLimits(databases, endpoints, sinks, members, tokens, logBytes);
    }
}
