package dev.rowhook.changelog;

import dev.rowhook.core.Lsn;
import dev.rowhook.store.jooq.tables.records.LogPositionRecord;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How far back a log reaches, as of one moment.
final class LogReach {
    private final LogPositionRecord position;
    private final SegmentRows rows;

    LogReach(LogPositionRecord position, SegmentRows rows) {
        this.position = position;
        this.rows = rows;
    }

    /// Whether no segment that was dropped, or is of another incarnation, has held anything at this
    /// place or after it.
    ///
    /// @param seq the first one there that the log has
    boolean reaches(LogPlace place, long seq) {
        return switch (place) {
            case LogPlace.Seq _, LogPlace.End _ -> seq >= rows.first();
            case LogPlace.Commit(Lsn lsn) -> reaches(lsn);
            case LogPlace.Time(Instant time) -> reaches(micros(time));
        };
    }

    private boolean reaches(Lsn lsn) {
        long newest = firstOfIncarnation();
        boolean nothingBefore = newest <= rows.first() && lsn.value() > position.getDroppedLsn();
        return nothingBefore
                || rows.row(newest)
                        .map(row -> lsn.compareTo(row.lsn()) >= 0)
                        .orElseGet(() -> lsn.value() >= position.getEndLsn());
    }

    private boolean reaches(long micros) {
        return micros > position.getDroppedTime()
                || rows.row(rows.first()).filter(row -> micros >= row.micros()).isPresent();
    }

    /// Whether what is asked for has been in the log since then.
    boolean covers(Coverage covered, LogPlace place, long seq) {
        if (seq != covered.seq()) {
            return seq > covered.seq();
        }
        return switch (place) {
            case LogPlace.Seq _, LogPlace.End _ -> true;
            case LogPlace.Commit(Lsn lsn) ->
                    !isOfNewest(covered) || lsn.compareTo(covered.lsn()) >= 0;
            case LogPlace.Time(Instant time) -> !time.isBefore(covered.time());
        };
    }

    /// The earliest place that is possible, by names that are taken when somebody asks again.
    LogPoint earliest(Coverage covered, LogPlace asked) {
        long newest = firstOfIncarnation();
        long floor = asked instanceof LogPlace.Commit ? newest : rows.first();
        if (covered.seq() < floor) {
            return point(floor);
        }
        LogPoint point = point(covered.seq());
        Optional<Lsn> lsn = isOfNewest(covered) ? Optional.of(covered.lsn()) : point.lsn();
        return new LogPoint(covered.seq(), lsn, Optional.of(time(covered)));
    }

    /// A time that leads to what is covered, whatever the clock of the source says.
    private Instant time(Coverage covered) {
        Instant older = instant(rows.newestBefore(covered.seq()) + 1);
        return older.isAfter(covered.time()) ? older : covered.time();
    }

    /// A place by all its names.
    LogPoint point(long seq) {
        return rows.row(seq)
                .map(row ->
                        new LogPoint(
                                seq,
                                row.incarnation() == position.getIncarnation()
                                        ? Optional.of(row.lsn())
                                        : Optional.empty(),
                                Optional.of(instant(row.micros()))))
                .orElseGet(() ->
                        new LogPoint(
                                seq,
                                seq == rows.end()
                                        ? Optional.of(new Lsn(position.getEndLsn()))
                                        : Optional.empty(),
                                Optional.empty()));
    }

    private long firstOfIncarnation() {
        return rows.firstOf(position.getIncarnation());
    }

    private boolean isOfNewest(Coverage covered) {
        return covered.incarnation() == position.getIncarnation();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// The first microsecond that is not before a time.
    static long micros(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MICROS);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, floor);
        return floor.equals(time) ? micros : micros + 1;
    }
}
