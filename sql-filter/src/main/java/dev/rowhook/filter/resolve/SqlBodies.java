package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.List;

/// Writes out functions that Postgres itself defines in SQL.
interface SqlBodies {
    /// The expression `body` with its `$1`, `$2` as the arguments.
    ///
    /// @param name for whoever wrote the filter
    /// @param span the call
    Operand expand(String body, String name, List<Operand> arguments, Span span)
            throws FilterException;
}
