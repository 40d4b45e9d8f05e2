package dev.rowhook.filter.eval;

import dev.rowhook.filter.typed.Typed;

import java.util.HashSet;
import java.util.Set;

/// The columns that a filter names.
///
/// @param present those of the row that the change is about
/// @param old those of the row before, also through `changed`
public record NamedColumns(Set<Integer> present, Set<Integer> old) {
    public NamedColumns {
        present = Set.copyOf(present);
        old = Set.copyOf(old);
    }

    public static NamedColumns of(Typed root) {
        Set<Integer> present = new HashSet<>();
        Set<Integer> old = new HashSet<>();
        Parts.of(root)
                .forEach(part -> {
                    switch (part) {
                        case Typed.ColumnValue column ->
                                (column.old() ? old : present).add(column.index());
                        case Typed.Changed changed -> old.add(changed.index());
                        default -> {}
                    }
                });
        return new NamedColumns(present, old);
    }
}
