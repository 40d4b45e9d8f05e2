package dev.rowhook.filter.syntax;

import dev.rowhook.filter.Span;

import java.util.List;
import java.util.Optional;

/// The name of a type as a cast writes it. The spellings of the SQL standard are already Postgres's
/// own: `int` is `int4`, `character varying` is `varchar`.
///
/// @param modifiers as in `numeric(10,2)`
public record TypeName(
        Optional<String> schema, String name, List<Integer> modifiers, boolean array, Span span) {
    public TypeName {
        modifiers = List.copyOf(modifiers);
    }

    TypeName asArray(boolean isArray, Span whole) {
        return new TypeName(schema, name, modifiers, isArray, whole);
    }

    TypeName withoutModifiers() {
        return new TypeName(schema, name, List.of(), array, span);
    }
}
