package dev.rowhook.dispatcher.pending;

import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.util.Optional;

/// Opens a pending message for a person to see. Thread-safe.
public final class PendingLookup {
    private final DSLContext worker;
    private final AccountId account;
    private final SinkId sink;
    private final PendingRecords records;

    public PendingLookup(DSLContext worker, AccountId account, SinkId sink, Sealer sealer) {
        this.worker = worker;
        this.account = account;
        this.sink = sink;
        this.records = new PendingRecords(account, sink, sealer);
    }

    /// What the row of this seq holds, if there is one.
    public Optional<LoggedChange> find(long seq) {
        return worker.selectFrom(SINK_PENDING)
                .where(SINK_PENDING.ACCOUNT_ID.eq(account.value()))
                .and(SINK_PENDING.SINK_ID.eq(sink.value()))
                .and(SINK_PENDING.SEQ.eq(seq))
                .fetchOptional(row -> records.read(row).message().change());
    }
}
