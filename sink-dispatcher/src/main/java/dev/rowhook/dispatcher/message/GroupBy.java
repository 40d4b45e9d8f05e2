package dev.rowhook.dispatcher.message;

import java.util.List;

/// Which messages of a sink stay in order with each other.
public sealed interface GroupBy {

    /// Those of the same row, named by its table and the columns of its key.
    record PrimaryKey() implements GroupBy {}

    /// None.
    record None() implements GroupBy {}

    /// All.
    record Sink() implements GroupBy {}

    /// Those whose columns of these names have the same texts, whatever their tables.
    record Columns(List<String> names) implements GroupBy {
        public Columns {
            names = List.copyOf(names);
        }
    }

    /// Whether it looks at the values of rows.
    default boolean byRow() {
        return switch (this) {
            case PrimaryKey _, Columns _ -> true;
            case None _, Sink _ -> false;
        };
    }
}
