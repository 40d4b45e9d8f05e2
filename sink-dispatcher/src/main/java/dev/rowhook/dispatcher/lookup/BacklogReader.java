package dev.rowhook.dispatcher.lookup;

import dev.rowhook.changelog.LogAhead;
import dev.rowhook.changelog.LogAhead.Seen;
import dev.rowhook.changelog.LogAhead.Stretch;
import dev.rowhook.changelog.LogCounter.Reading;
import dev.rowhook.changelog.LoggedPlace;
import dev.rowhook.changelog.Relations;
import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.filter.match.Selection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads the backlog of a sink part by part, each in bounded time. Used once.
final class BacklogReader {
    private static final int STRETCH = 2_000;
    private static final long MAX_ROWS = 20_000;
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final LogAhead log;
    private final Reading reading;
    private final Selection selection;
    private final Relations relations;
    private final SinkCursor cursor;

    BacklogReader(
            LogAhead log,
            Reading reading,
            Selection selection,
            Relations relations,
            SinkCursor cursor) {
        this.log = log;
        this.reading = reading;
        this.selection = selection;
        this.relations = relations;
        this.cursor = cursor;
    }

    /// What comes after a seq: at most `limit` changes, and as many as are found in about 20 000
    /// changes of the log or 2 s.
    ///
    /// @param end the last seq of the log
    BacklogPart read(long after, long end, int limit) {
        long began = System.nanoTime();
        List<LoggedPlace> found = new ArrayList<>();
        long at = Math.max(after, cursor.mark());
        long rows = 0;
        while (at < end) {
            Stretch stretch = log.look(reading, at, end, STRETCH);
            stretch.seen().stream()
                    .filter(this::isOutstanding)
                    .map(Seen::place)
                    .forEach(found::add);
            at = stretch.last();
            rows += stretch.rows();
            if (found.size() > limit || (found.size() == limit && at < end)) {
                List<LoggedPlace> first = found.subList(0, limit);
                return new BacklogPart(first, OptionalLong.of(first.getLast().seq()));
            }
            if (rows >= MAX_ROWS || System.nanoTime() - began >= AT_MOST.toNanos()) {
                break;
            }
        }
        return new BacklogPart(found, at < end ? OptionalLong.of(at) : OptionalLong.empty());
    }

    private boolean isOutstanding(Seen seen) {
        LoggedPlace place = seen.place();
        return !cursor.isDone(place.seq())
                && WantedCount.mayWant(
                        selection, relations, seen.tag(), place.relation(), seen.kind());
    }
}
