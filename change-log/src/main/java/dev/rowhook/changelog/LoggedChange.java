package dev.rowhook.changelog;

import dev.rowhook.core.change.ErasedBody;

import org.jspecify.annotations.Nullable;

/// One change as the log keeps it.
///
/// `body` is the pgoutput message (protocol version 1) as the source sent it, from its type letter
/// on: `I`, `U` or `D`; or what [dev.rowhook.core.change.BackfillBody] has made of a row, or what
/// [ErasedBody] says is left of one. Decoding and rendering happen where it is sent. `commitIndex`
/// counts the changes and logical messages of the transaction from 0. `committedAt` is in
/// microseconds since 1970-01-01 UTC. `relation` is a [dev.rowhook.core.change.Relation#version].
/// `annotations` is the JSON text that the transaction set before the change. The arrays are
/// shared: nobody writes to them.
///
/// @param settingsVersion of the settings by which the reader decided who wants it
@SuppressWarnings(
        "ArrayRecordComponent") // Compared by nobody; copies would cost one array a message.
public record LoggedChange(
        long seq,
        int incarnation,
        long commitLsn,
        long commitIndex,
        long committedAt,
        int relation,
        byte @Nullable [] annotations,
        byte[] body,
        long settingsVersion) {

    /// A change of which nobody asks any more by which settings it was wanted.
    public LoggedChange(
            long seq,
            int incarnation,
            long commitLsn,
            long commitIndex,
            long committedAt,
            int relation,
            byte @Nullable [] annotations,
            byte[] body) {
        this(seq, incarnation, commitLsn, commitIndex, committedAt, relation, annotations, body, 0);
    }

    /// The same with another body.
    public LoggedChange withBody(byte[] other) {
        return new LoggedChange(
                seq,
                incarnation,
                commitLsn,
                commitIndex,
                committedAt,
                relation,
                annotations,
                other,
                settingsVersion);
    }

    /// Whether its row was erased, and nothing is left of it.
    public boolean isErased() {
        return ErasedBody.isErased(body);
    }

    /// Says which change it is, never what it holds.
    @Override
    public String toString() {
        return "change " + seq;
    }
}
