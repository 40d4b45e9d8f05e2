package dev.rowhook.filter.function;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;

import java.util.List;

/// Where a function is called: what is known of the call before any row.
///
/// @param arguments the types of its arguments
/// @param constants of each argument its value, or [dev.rowhook.filter.value.Nothing#MISSING] if it
///   is no constant
public record Site(
        List<SqlType> arguments, SqlType result, Collation collation, List<Object> constants) {
    public Site {
        arguments = List.copyOf(arguments);
        constants = List.copyOf(constants);
    }
}
