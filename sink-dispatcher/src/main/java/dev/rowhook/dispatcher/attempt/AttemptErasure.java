package dev.rowhook.dispatcher.attempt;

import static dev.rowhook.store.jooq.Tables.DELIVERY_ATTEMPT;
import static dev.rowhook.store.jooq.Tables.SINK_PENDING;

import dev.rowhook.changelog.Lease;
import dev.rowhook.core.SinkId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes out of attempts what they and their answers may say of a row: headers, in which a message
/// may stand, and answers. All else stays. Thread-safe.
public final class AttemptErasure {
    private static final int CHUNK = 2_000;

    private final Lease lease;
    private final AttemptWriter writer;

    /// @param writer of the attempts of the leased database
    public AttemptErasure(Lease lease, AttemptWriter writer) {
        this.lease = lease;
        this.writer = writer;
    }

    /// Waits until the attempts that were made before are written.
    public void awaitWritten() throws InterruptedException {
        writer.awaitWritten();
    }

    /// Blanks the attempts of sinks that had any of these messages.
    ///
    /// @return how many there were
    public int blank(DSLContext tx, Collection<SinkId> sinks, List<Long> seqs) {
        return seqs.isEmpty()
                ? 0
                : blank(
                        tx,
                        DELIVERY_ATTEMPT
                                .SINK_ID
                                .eq(DSL.any(uuids(sinks)))
                                .and(
                                        DSL.condition(
                                                "{0} && {1}",
                                                DELIVERY_ATTEMPT.SEQS,
                                                DSL.val(seqs.toArray(Long[]::new)))));
    }

    /// A part of the attempts of a sink, in the order of their ids.
    ///
    /// @param last the id of its last one; empty if there is none
    public record Part(Optional<UUID> last, int blanked) {}

    /// Blanks those of the next attempts of a sink whose messages nobody can tell any more: they
    /// come before all that the log has, and are not pending.
    ///
    /// @param first the first seq that the log has
    public Part blankUnknown(DSLContext tx, SinkId sink, Optional<UUID> after, long first) {
        Condition ofSink = DELIVERY_ATTEMPT.SINK_ID.eq(sink.value());
        Condition from = after.map(DELIVERY_ATTEMPT.ID::gt).orElse(DSL.noCondition());
        List<UUID> ids =
                tx.select(DELIVERY_ATTEMPT.ID)
                        .from(DELIVERY_ATTEMPT)
                        .where(DELIVERY_ATTEMPT.ACCOUNT_ID.eq(lease.account().value()))
                        .and(ofSink)
                        .and(from)
                        .orderBy(DELIVERY_ATTEMPT.ID)
                        .limit(CHUNK)
                        .fetch(DELIVERY_ATTEMPT.ID);
        if (ids.isEmpty()) {
            return new Part(Optional.empty(), 0);
        }
        int blanked =
                blank(
                        tx,
                        ofSink.and(from)
                                .and(DELIVERY_ATTEMPT.ID.le(ids.getLast()))
                                .and(hasUnknown(first)));
        return new Part(Optional.of(ids.getLast()), blanked);
    }

    private static Condition hasUnknown(long first) {
        return DSL.condition(
                "exists (select from unnest({0}) as message (seq) where message.seq < {1}"
                        + " and not exists (select from {2} where {3} = {4} and {5} = {6} and {7} = message.seq))",
                DELIVERY_ATTEMPT.SEQS,
                DSL.val(first),
                SINK_PENDING,
                SINK_PENDING.ACCOUNT_ID,
                DELIVERY_ATTEMPT.ACCOUNT_ID,
                SINK_PENDING.SINK_ID,
                DELIVERY_ATTEMPT.SINK_ID,
                SINK_PENDING.SEQ);
    }

    private int blank(DSLContext tx, Condition which) {
        JSONB none = HeaderJson.NONE;
        return tx.update(DELIVERY_ATTEMPT)
                .set(DELIVERY_ATTEMPT.REQUEST_HEADERS, none)
                .setNull(DELIVERY_ATTEMPT.ANSWER_HEADERS)
                .setNull(DELIVERY_ATTEMPT.ANSWER)
                .setNull(DELIVERY_ATTEMPT.ANSWER_COMPLETE)
                .where(DELIVERY_ATTEMPT.ACCOUNT_ID.eq(lease.account().value()))
                .and(which)
                .and(
                        DELIVERY_ATTEMPT
                                .REQUEST_HEADERS
                                .ne(none)
                                .or(DELIVERY_ATTEMPT.ANSWER_HEADERS.isNotNull())
                                .or(DELIVERY_ATTEMPT.ANSWER.isNotNull()))
                .execute();
    }

    private static UUID[] uuids(Collection<SinkId> sinks) {
        return sinks.stream().map(SinkId::value).toArray(UUID[]::new);
    }
}
