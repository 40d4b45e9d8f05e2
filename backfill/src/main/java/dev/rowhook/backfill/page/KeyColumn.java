package dev.rowhook.backfill.page;

import dev.rowhook.source.Identifiers;

/// A column in whose order pages are read.
///
/// @param type of its values in SQL, with modifier and schema; of a domain what it is made of
public record KeyColumn(String name, String type, KeyOperators operators) {

    /// The column, in a query that calls its table `alias`.
    String in(String alias) {
        return alias + "." + Identifiers.quote(name);
    }

    /// A value of it.
    String literal(String text) {
        return Literals.quote(text) + "::" + type;
    }
}
