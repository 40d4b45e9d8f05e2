package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.changelog.Replays.Stretch;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;

import org.jooq.DSLContext;

import java.util.List;

/// The replays of sinks that were carried out, as the tables have them.
public final class SinkReplays {
    private SinkReplays() {}

    /// Those of one sink.
    ///
    /// @param db the worker's role, or that of the API for its own account
    public static Replays read(DSLContext db, AccountId account, SinkId sink) {
        List<Stretch> done =
                db.select(
                                SINK_REPLAY.RUN,
                                SINK_REPLAY.FROM_SEQ,
                                SINK_REPLAY.UNTIL_SEQ,
                                SINK_REPLAY.NEW_IDS)
                        .from(SINK_REPLAY)
                        .where(SINK_REPLAY.ACCOUNT_ID.eq(account.value()))
                        .and(SINK_REPLAY.SINK_ID.eq(sink.value()))
                        .and(SINK_REPLAY.RUN.isNotNull())
                        .fetch(row ->
                                new Stretch(
                                        row.value1(), row.value2(), row.value3(), row.value4()));
        return Replays.of(done.stream().mapToInt(Stretch::run).max().orElse(0), done);
    }
}
