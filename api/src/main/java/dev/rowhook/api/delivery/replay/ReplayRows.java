package dev.rowhook.api.delivery.replay;

import static dev.rowhook.store.jooq.Tables.SINK_CURSOR;
import static dev.rowhook.store.jooq.Tables.SINK_REPLAY;

import dev.rowhook.api.auth.Actor;
import dev.rowhook.api.database.Settings;
import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.IdPlaces;
import dev.rowhook.core.ReplayId;
import dev.rowhook.store.jooq.tables.records.SinkCursorRecord;
import dev.rowhook.store.jooq.tables.records.SinkReplayRecord;

import org.jooq.Condition;
import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;

/// The replays of one sink. Its owner carries them out.
final class ReplayRows {
    private final DSLContext db;
    private final DeliverySink sink;

    ReplayRows(DSLContext db, DeliverySink sink) {
        this.db = db;
        this.sink = sink;
    }

    /// Writes one, and tells the owner once the transaction is committed.
    ReplayId give(long seq, boolean newIds, Actor by) {
        // The owner looks at what has a new version; and locks the database's row first.
        Settings.nextVersion(db, sink.account(), sink.database());
        ReplayId id = ReplayId.create();
        SinkReplayRecord replay = db.newRecord(SINK_REPLAY);
        replay.setAccountId(sink.account().value());
        replay.setId(id.value());
        replay.setSinkId(sink.id().value());
        replay.setWantedSeq(seq);
        replay.setNewIds(newIds);
        replay.setRequestedBy(by.id());
        replay.insert();
        return id;
    }

    Optional<SinkReplayRecord> find(ReplayId id) {
        return db.selectFrom(SINK_REPLAY)
                .where(ofSink())
                .and(SINK_REPLAY.ID.eq(id.value()))
                .fetchOptional();
    }

    /// The last ones.
    List<SinkReplayRecord> newest(Optional<List<Long>> after, int limit) {
        return db.selectFrom(SINK_REPLAY)
                .where(ofSink())
                .and(IdPlaces.isAfter(SINK_REPLAY.ID, after))
                .orderBy(SINK_REPLAY.ID.desc())
                .limit(limit)
                .fetch();
    }

    /// Where one stands in the list: ids rise with time.
    static List<Long> place(SinkReplayRecord row) {
        return IdPlaces.of(row.getId());
    }

    /// What is told of some of them. Only a sink that has begun has any.
    List<ReplayAnswer> answers(List<SinkReplayRecord> rows) {
        Optional<SinkCursorRecord> cursor =
                db.selectFrom(SINK_CURSOR)
                        .where(sink.owns(SINK_CURSOR.ACCOUNT_ID, SINK_CURSOR.SINK_ID))
                        .fetchOptional();
        return cursor.stream()
                .flatMap(now -> rows.stream().map(row -> ReplayAnswer.of(row, now)))
                .toList();
    }

    private Condition ofSink() {
        return sink.owns(SINK_REPLAY.ACCOUNT_ID, SINK_REPLAY.SINK_ID);
    }
}
