package dev.rowhook.dispatcher.pending;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;

/// Seals pending changes with the data keys of one account. Thread-safe.
public final class AccountSealer implements Sealer {
    private final DSLContext worker;
    private final DataKeys keys;
    private final AccountId account;

    public AccountSealer(DSLContext worker, DataKeys keys, AccountId account) {
        this.worker = worker;
        this.keys = keys;
        this.account = account;
    }

    @Override
    public byte[] seal(SinkId sink, long seq, byte[] plain) {
        return keys.seal(worker, SealedPlace.pendingChange(account, sink, seq), plain);
    }

    @Override
    public byte[] open(SinkId sink, long seq, byte[] sealed) {
        return keys.open(worker, SealedPlace.pendingChange(account, sink, seq), sealed);
    }
}
