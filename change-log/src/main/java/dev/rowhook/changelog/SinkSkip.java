package dev.rowhook.changelog;

import static dev.rowhook.store.jooq.Tables.SINK_SKIP;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.SinkId;
import dev.rowhook.store.jooq.tables.records.SinkSkipRecord;

import org.jooq.DSLContext;

import java.util.Arrays;
import java.util.Optional;

/// What a sink was not sent, because it was disabled or because the log was full: what lies from
/// `from` to `until` and is not among `done` (rising).
@SuppressWarnings("ArrayRecordComponent") // A snapshot that is read and forgotten.
record SinkSkip(long from, long until, long[] done) {

    /// The one of a sink in which a seq lies.
    ///
    /// @param db the worker's role, or that of the API for its own account
    static Optional<SinkSkip> around(DSLContext db, AccountId account, SinkId sink, long seq) {
        return db.selectFrom(SINK_SKIP)
                .where(SINK_SKIP.ACCOUNT_ID.eq(account.value()))
                .and(SINK_SKIP.SINK_ID.eq(sink.value()))
                .and(SINK_SKIP.FROM_SEQ.le(seq))
                .orderBy(SINK_SKIP.FROM_SEQ.desc())
                .limit(1)
                .fetchOptional(SinkSkip::of)
                .filter(skip -> seq <= skip.until());
    }

    static SinkSkip of(SinkSkipRecord row) {
        return new SinkSkip(
                row.getFromSeq(),
                Optional.ofNullable(row.getUntilSeq()).orElse(Long.MAX_VALUE),
                RisingSeqs.decode(row.getFromSeq() - 1, row.getDone()));
    }

    /// How many messages were not sent at most: the sink may not have wanted each change.
    long most() {
        return until - from + 1 - Arrays.stream(done).filter(seq -> seq <= until).count();
    }

    boolean isSkipped(long seq) {
        return Arrays.binarySearch(done, seq) < 0;
    }
}
