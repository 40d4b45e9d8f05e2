package dev.rowhook.api.backfill;

import static dev.rowhook.store.jooq.Tables.SINK;

import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.util.Optional;
import java.util.Set;

/// How far a backfill is.
///
/// @param answer as it is shown
/// @param database of which it reads
public record WatchedBackfill(Record answer, String status, DatabaseId database) {
    private static final Set<String> ENDS = Set.of("completed", "cancelled", "failed");

    /// The backfill that an id means.
    ///
    /// @throws ProblemException 404 if it means none of this account
    public static WatchedBackfill require(DSLContext db, AccountId account, String id) {
        BackfillAnswer answer = new Backfills(db, account).find(id);
        DatabaseId database =
                new DatabaseId(
                        db.select(SINK.DATABASE_ID)
                                .from(SINK)
                                .where(SINK.ACCOUNT_ID.eq(account.value()))
                                .and(
                                        SINK.ID.eq(
                                                SinkId.parse(answer.sinkId())
                                                        .orElseThrow()
                                                        .value()))
                                .fetchSingle()
                                .value1());
        return new WatchedBackfill(answer, answer.status(), database);
    }

    /// The same; empty if there is none any more.
    public static Optional<WatchedBackfill> find(DSLContext db, AccountId account, String id) {
        try {
            return Optional.of(require(db, account, id));
        } catch (ProblemException _) {
            return Optional.empty();
        }
    }

    /// Whether it goes on no more, unless somebody resumes it.
    public boolean isEnded() {
        return ENDS.contains(status);
    }
}
