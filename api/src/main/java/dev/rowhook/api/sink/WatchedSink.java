package dev.rowhook.api.sink;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.util.Optional;

/// What a sink's answer says of how it is.
public final class WatchedSink {
    private WatchedSink() {}

    /// The part of the answer that others than people change; empty if there is no such sink.
    public static Optional<? extends Record> state(DSLContext db, AccountId account, SinkId sink) {
        return new SinkRows(db, account)
                .answers(SINK.ID.eq(sink.value())).stream().findFirst().map(SinkAnswer::state);
    }
}
