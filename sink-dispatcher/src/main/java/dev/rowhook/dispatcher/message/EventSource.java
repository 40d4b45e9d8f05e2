package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.Relation;

import java.net.URLEncoder;

/// What CloudEvents of one table say of where they come from.
///
/// @param uri a reference such as `/databases/db_…/tables/public.orders`
record EventSource(String uri) {

    static EventSource of(DatabaseId database, Relation relation) {
        return new EventSource(
                "/databases/%s/tables/%s.%s"
                        .formatted(database, encode(relation.schema()), encode(relation.table())));
    }

    /// A dot in a name is told from the one between the names.
    private static String encode(String name) {
        return URLEncoder.encode(name, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace(".", "%2E");
    }
}
