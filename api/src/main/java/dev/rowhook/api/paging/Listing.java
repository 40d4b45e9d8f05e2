package dev.rowhook.api.paging;

import dev.rowhook.api.Page;

import org.jooq.DSLContext;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A list that is read page by page.
///
/// @param place of a row, by which the list is sorted
public record Listing<R>(
        PageCursors cursors, PageCursors.Scope scope, Function<R, List<Long>> place) {

    /// Reads rows of the list.
    @FunctionalInterface
    public interface Reading<R> {
        /// At most `limit` rows, from the first one after a place, or from the beginning.
        List<R> read(Optional<List<Long>> after, int limit);
    }

    /// The page that is asked for.
    ///
    /// @param answers what answers show of rows
    public <A> Page<A> page(
            DSLContext db, Paging paging, Reading<R> reading, Function<List<R>, List<A>> answers) {
        Optional<List<Long>> after = cursors.open(db, scope, paging.cursor());
        List<R> rows = reading.read(after, paging.limit() + 1);
        if (rows.size() <= paging.limit()) {
            return Page.of(answers.apply(rows));
        }
        List<R> shown = rows.subList(0, paging.limit());
        String next = cursors.seal(db, scope, place.apply(shown.getLast()));
        return new Page<>(answers.apply(shown), Optional.of(next));
    }
}
