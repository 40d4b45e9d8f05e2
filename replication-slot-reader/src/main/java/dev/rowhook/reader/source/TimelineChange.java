package dev.rowhook.reader.source;

import dev.rowhook.core.Lsn;

import java.util.Optional;

/// A source that is on another timeline than the log.
///
/// @param now the source's
/// @param logged the log's
/// @param left up to where the source's is the same as the log's, if it is a descendant and knows
/// @param logEnd up to where the log follows its own
record TimelineChange(int now, int logged, Optional<Lsn> left, Lsn logEnd) {

    SourceCondition condition() {
        return new SourceCondition(
                "timeline_changed",
                "The source was promoted or restored: it is on timeline %d, the log on %d up to %s. %s"
                        .formatted(now, logged, logEnd, left.map(this::gap).orElseGet(this::rift)),
                StreamStart.MEND);
    }

    private String gap(Lsn switched) {
        return logEnd.compareTo(switched) > 0
                ? "The source left timeline %d at %s: what the log has from %s to %s is delivered, or will be, and is lost at the source; what the source wrote after %s is not known."
                        .formatted(logged, switched, switched, logEnd, switched)
                : "The source left timeline %d at %s: what it wrote after %s is not known."
                        .formatted(logged, switched, logEnd);
    }

    private String rift() {
        return "Where the two parted the source does not say: what it wrote after it left timeline %d is not known, and what the log has may be lost there."
                .formatted(logged);
    }
}
