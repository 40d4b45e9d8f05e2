package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.changelog.LogCount.Part;
import dev.rowhook.changelog.LogCount.Tag;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.ErasedBody;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Counts the changes of one log, for people, without owning it, those of erased rows left out. A
/// segment that is dropped meanwhile is an [org.jooq.exception.DataAccessException]. Thread-safe.
public final class LogCounter {
    private final DSLContext worker;
    private final AccountId account;
    private final DatabaseId database;

    public LogCounter(DSLContext worker, AccountId account, DatabaseId database) {
        this.worker = worker;
        this.account = account;
        this.database = database;
    }

    /// How a sink reads.
    ///
    /// @param number the sink's
    /// @param tagsFrom before this seq the reader has said nothing of it
    /// @param matchVersion what older settings than these say of it is not decided
    public record Reading(int number, long tagsFrom, long matchVersion) {

        /// What the reader has said of the sink and a change.
        ///
        /// @param older whether by settings older than `matchVersion`
        Tag tag(byte[] sinks, boolean older) {
            ByteBuffer tags = ByteBuffer.wrap(sinks);
            while (tags.hasRemaining()) {
                int tag = tags.getInt();
                if (SinkTag.isOf(tag, number)) {
                    return older || SinkTag.isOpen(tag) ? Tag.OPEN : Tag.WANTED;
                }
            }
            return Tag.NONE;
        }

        /// Whether the sink sees a change of a kind, and something is left of it.
        boolean sees(boolean untagged, char kind, Tag own) {
            return kind != ErasedBody.KIND
                    && (untagged ? LogView.seesUntagged(kind, own != Tag.NONE) : own != Tag.NONE);
        }
    }

    /// Counts from `from` to `until`. What takes longer than `atMost` is left uncounted.
    public LogCount count(Reading reading, long from, long until, Duration atMost) {
        long began = System.nanoTime();
        List<Part> parts = new ArrayList<>();
        long uncounted = 0;
        for (Segment segment : segments(from, until)) {
            long first = Math.max(from, segment.firstSeq());
            long last = Math.min(until, segment.lastSeq());
            if (System.nanoTime() - began > atMost.toNanos()) {
                uncounted += last - first + 1;
            } else {
                parts.addAll(count(segment, reading, first, last));
            }
        }
        return new LogCount(parts, uncounted);
    }

    private List<Part> count(Segment segment, Reading reading, long first, long last) {
        String sql =
                """
                select sinks, relation, substring(change from 1 for 1),
                       seq < ? as untagged, settings_version < ? as older, count(*)
                from %s where seq between ? and ? group by 1, 2, 3, 4, 5
                """
                        .formatted(segment.table(database));
        return worker.fetch(sql, reading.tagsFrom(), reading.matchVersion(), first, last).stream()
                .flatMap(row -> part(row, reading).stream())
                .toList();
    }

    private static List<Part> part(Record row, Reading reading) {
        char kind = (char) Objects.requireNonNull(row.get(2, byte[].class))[0];
        byte[] sinks = Objects.requireNonNull(row.get(0, byte[].class));
        Tag own = reading.tag(sinks, row.get(4, Boolean.class));
        return reading.sees(row.get(3, Boolean.class), kind, own)
                ? List.of(new Part(own, row.get(1, Integer.class), kind, row.get(5, Long.class)))
                : List.of();
    }

    private List<Segment> segments(long from, long until) {
        return worker.selectFrom(LOG_SEGMENT)
                .where(LOG_SEGMENT.ACCOUNT_ID.eq(account.value()))
                .and(LOG_SEGMENT.DATABASE_ID.eq(database.value()))
                .and(LOG_SEGMENT.FIRST_SEQ.le(until))
                .and(LOG_SEGMENT.LAST_SEQ.isNull().or(LOG_SEGMENT.LAST_SEQ.ge(from)))
                .orderBy(LOG_SEGMENT.NUMBER)
                .fetch(Segments::segment);
    }
}
