package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.LOG_SEGMENT;

import dev.rowhook.changelog.LogCount.Tag;
import dev.rowhook.changelog.LogCounter.Reading;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;

import org.jooq.DSLContext;
import org.jooq.Record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Looks through one log in its order, for people, without owning it: for what a sink has not come
/// to yet. A segment that is dropped meanwhile is an [org.jooq.exception.DataAccessException].
/// Thread-safe.
public final class LogAhead {
    private final DSLContext worker;
    private final AccountId account;
    private final DatabaseId database;

    public LogAhead(DSLContext worker, AccountId account, DatabaseId database) {
        this.worker = worker;
        this.account = account;
        this.database = database;
    }

    /// A change that the sink sees.
    ///
    /// @param tag what the reader has said of the sink
    /// @param kind the letter that its message begins with
    public record Seen(LoggedPlace place, Tag tag, char kind) {}

    /// What was seen in a stretch of the log.
    ///
    /// @param last the seq up to which all was looked at
    /// @param rows how many changes the stretch has
    public record Stretch(List<Seen> seen, long last, int rows) {
        public Stretch {
            seen = List.copyOf(seen);
        }
    }

    /// Looks at the next changes after `after`, up to `until`, which must be committed.
    ///
    /// @param maxRows how many changes at most
    public Stretch look(Reading reading, long after, long until, int maxRows) {
        Optional<Segment> next = next(after + 1);
        if (after >= until || next.isEmpty()) {
            return new Stretch(List.of(), until, 0);
        }
        Segment segment = next.get();
        // It may begin later, for what was before it is dropped.
        long first = Math.max(after + 1, segment.firstSeq());
        long last = Math.min(until, Math.min(segment.lastSeq(), first - 1 + maxRows));
        String sql =
                """
                select seq, commit_lsn, commit_index, committed_at, relation, sinks,
                       substring(change from 1 for 1), settings_version < ? as older
                from %s where seq > ? and seq <= ? order by seq
                """
                        .formatted(segment.table(database));
        List<Record> rows = List.copyOf(worker.fetch(sql, reading.matchVersion(), after, last));
        List<Seen> seen = new ArrayList<>();
        rows.forEach(row -> seen(row, segment, reading).ifPresent(seen::add));
        return new Stretch(seen, last, rows.size());
    }

    private static Optional<Seen> seen(Record row, Segment segment, Reading reading) {
        long seq = row.get(0, Long.class);
        char kind = (char) Objects.requireNonNull(row.get(6, byte[].class))[0];
        byte[] sinks = Objects.requireNonNull(row.get(5, byte[].class));
        Tag own = reading.tag(sinks, row.get(7, Boolean.class));
        if (!reading.sees(seq < reading.tagsFrom(), kind, own)) {
            return Optional.empty();
        }
        LoggedPlace place =
                new LoggedPlace(
                        seq,
                        segment.incarnation(),
                        row.get(1, Long.class),
                        row.get(2, Long.class),
                        row.get(3, Long.class),
                        row.get(4, Integer.class),
                        true,
                        false);
        return Optional.of(new Seen(place, own, kind));
    }

    /// The segment that holds `seq`, or the next one after it.
    private Optional<Segment> next(long seq) {
        return worker.selectFrom(LOG_SEGMENT)
                .where(LOG_SEGMENT.ACCOUNT_ID.eq(account.value()))
                .and(LOG_SEGMENT.DATABASE_ID.eq(database.value()))
                .and(LOG_SEGMENT.LAST_SEQ.isNull().or(LOG_SEGMENT.LAST_SEQ.ge(seq)))
                .orderBy(LOG_SEGMENT.NUMBER)
                .limit(1)
                .fetchOptional(Segments::segment);
    }
}
