package dev.rowhook.core.secret;

import dev.rowhook.core.AccountId;

/// A data key as it is stored: sealed under the master key that it names.
public final class WrappedDataKey {
    private final AccountId account;
    private final int version;
    private final String masterKeyId;
    private final byte[] wrapped;

    /// The data key `version` of `account`, as the master key `masterKeyId` wrapped it.
    public WrappedDataKey(AccountId account, int version, String masterKeyId, byte[] wrapped) {
        this.account = account;
        this.version = version;
        this.masterKeyId = masterKeyId;
        this.wrapped = wrapped.clone();
    }

    /// Whose secrets it seals.
    public AccountId account() {
        return account;
    }

    /// Its number among the keys of its account.
    public int version() {
        return version;
    }

    /// Which master key unwraps it.
    public String masterKeyId() {
        return masterKeyId;
    }

    /// The sealed key.
    public byte[] wrapped() {
        return wrapped.clone();
    }

    @Override
    public String toString() {
        return "data key %d of %s, under %s".formatted(version, account, masterKeyId);
    }
}
