package dev.rowhook.changelog.page;

import dev.rowhook.core.change.Relation;

import org.jooq.DSLContext;

import java.util.List;

/// Rows of one table as one snapshot of the source saw them, on their way into the log.
///
/// @param mark what the high watermark of the page holds, by which the reader finds it; never the
///   same twice
/// @param relation the table as the rows are of it; its version is ignored
/// @param rows the bodies of reads, as [dev.rowhook.core.change.BackfillBody] makes them
/// @param readAt when they were read, in microseconds since 1970-01-01 UTC
/// @param open whether it is left to the sink's worker to decide whether the sink wants them
/// @param first whether a mark is to be appended before them
/// @param last whether a mark is to be appended after them
/// @param save writes where the next page begins
public record BackfillPage(
        String mark,
        Relation relation,
        SourceSnapshot snapshot,
        List<byte[]> rows,
        long readAt,
        boolean open,
        boolean first,
        boolean last,
        Save save) {
    public BackfillPage {
        rows = List.copyOf(rows);
    }

    /// Called in the transaction that appends the page, before its fence.
    public interface Save {

        /// @param lastSeq the last seq of the log once the page is in it
        /// @param appended how many rows of the page were appended
        void in(DSLContext tx, long lastSeq, int appended);
    }

    /// What became of a page.
    public sealed interface Outcome {

        /// It is in the log, and its place is saved.
        record Appended(long lastSeq, int rows) implements Outcome {}

        /// It was not appended: the sink wants something else now than the page was read for, or
        /// the page's snapshot is older than what is still known of the changes. It is to be read
        /// again.
        record ReadAgain() implements Outcome {}
    }
}
