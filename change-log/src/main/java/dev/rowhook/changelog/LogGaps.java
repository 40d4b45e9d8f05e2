package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_POSITION;
import static dev.rowhook.store.jooq.Tables.SOURCE_GAP;

import dev.rowhook.changelog.LogPosition.SourceIdentity;
import dev.rowhook.core.Lsn;

import org.jooq.DSLContext;

import java.util.List;

/// Lets a log go on behind a stretch of its source's history that it will never have.
public final class LogGaps {
    /// The codes of what is never streamed over, and mended on request.
    public static final List<String> CODES =
            List.of(
                    "slot_lost",
                    "slot_ahead",
                    "source_changed",
                    "timeline_changed",
                    "stream_diverged",
                    "publication_replaced",
                    "stuck");

    private LogGaps() {}

    /// Why there is a gap: a stable code, and what is known of it.
    public record Cause(String code, String message) {}

    /// Begins a new incarnation, in which nothing of the source is known before `from`, and names
    /// the gap. Seqs go on rising.
    ///
    /// @param tx the transaction in which the lease is checked
    /// @throws LeaseLostException if the lease was lost; the transaction must not commit
    public static void pass(
            DSLContext tx,
            Lease lease,
            LogPosition ended,
            SourceIdentity source,
            Lsn from,
            Cause cause) {
        int updated =
                tx.update(LOG_POSITION)
                        .set(LOG_POSITION.SYSTEM_IDENTIFIER, source.systemIdentifier())
                        .set(LOG_POSITION.TIMELINE, source.timeline())
                        .set(LOG_POSITION.SLOT_NAME, source.slot())
                        .set(LOG_POSITION.PUBLICATIONS, source.publications().orElse(null))
                        .set(LOG_POSITION.INCARNATION, ended.incarnation() + 1)
                        .set(LOG_POSITION.COMMIT_LSN, 0L)
                        .set(LOG_POSITION.CHANGE_COUNT, 0L)
                        .set(LOG_POSITION.CHANGE_LSN, 0L)
                        .set(LOG_POSITION.WHOLE, true)
                        .set(LOG_POSITION.END_LSN, from.value())
                        .where(LogPositions.held(lease))
                        .and(LOG_POSITION.INCARNATION.eq(ended.incarnation()))
                        .and(LOG_POSITION.NEXT_SEQ.eq(ended.nextSeq()))
                        .execute();
        if (updated != 1) {
            throw new LeaseLostException(lease);
        }
        tx.insertInto(SOURCE_GAP)
                .set(SOURCE_GAP.ACCOUNT_ID, lease.account().value())
                .set(SOURCE_GAP.DATABASE_ID, lease.database().value())
                .set(SOURCE_GAP.INCARNATION, ended.incarnation() + 1)
                .set(SOURCE_GAP.CAUSE, cause.code())
                .set(SOURCE_GAP.MESSAGE, cause.message())
                .set(SOURCE_GAP.FROM_LSN, ended.endLsn().value())
                .set(SOURCE_GAP.TO_LSN, from.value())
                .set(SOURCE_GAP.FROM_SEQ, ended.nextSeq())
                .execute();
    }
}
