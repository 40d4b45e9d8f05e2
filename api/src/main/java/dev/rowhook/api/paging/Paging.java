package dev.rowhook.api.paging;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.QueryReaders;
import dev.rowhook.api.request.Readers;

import java.util.Optional;
import java.util.function.Supplier;

/// Which page of a list is asked for.
public record Paging(int limit, Optional<String> cursor) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_CURSOR = 500;

    /// Asks for the fields of a page as the last ones of a query, and ends it.
    public static Paging ending(Fields query) {
        Supplier<Paging> paging = of(query);
        query.end();
        return paging.get();
    }

    /// Asks for the fields of a page; to be read when the fields are.
    public static Supplier<Paging> of(Fields fields) {
        Supplier<Integer> limit =
                fields.optional("limit", QueryReaders.integer(1, MAX_LIMIT), DEFAULT_LIMIT);
        Supplier<Optional<String>> cursor = fields.optional("cursor", Readers.text(MAX_CURSOR));
        return () -> new Paging(limit.get(), cursor.get());
    }
}
