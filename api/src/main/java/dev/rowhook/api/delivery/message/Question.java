package dev.rowhook.api.delivery.message;

import dev.rowhook.api.delivery.DeliverySink;
import dev.rowhook.api.paging.PageCursors.Scope;
import dev.rowhook.dispatcher.lookup.RowSearch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// A search as it was asked for.
record Question(DeliverySink sink, RowSearch search, Scope scope, Optional<String> cursor) {

    /// The same, from the place that its cursor says.
    Question from(BiFunction<Scope, Optional<String>, Optional<List<Long>>> cursors) {
        Optional<List<Long>> place = cursors.apply(scope, cursor);
        return place.isEmpty()
                ? this
                : new Question(
                        sink,
                        new RowSearch(
                                search.table(),
                                search.key(),
                                search.from(),
                                search.to(),
                                OptionalLong.of(place.get().getFirst()),
                                search.limit(),
                                search.maxRows(),
                                search.atMost()),
                        scope,
                        cursor);
    }
}
