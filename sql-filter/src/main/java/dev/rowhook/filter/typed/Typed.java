package dev.rowhook.filter.typed;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.Span;

import java.util.List;
import java.util.Optional;

/// An expression whose types are settled, as Postgres would settle them. Immutable.
///
/// An operator is the function that it stands for. Functions are named as Postgres's own source
/// names them (`pg_proc.prosrc`): `int4lt`, `numeric_div`, `textlike`. Whether there is one to
/// evaluate it is not decided here.
public sealed interface Typed {
    SqlType type();

    /// Where it stands in the text.
    Span span();

    /// A column of the row: the new one, or the old one, which is that of a delete in any case.
    record ColumnValue(int index, boolean old, SqlType type, Span span) implements Typed {}

    /// What happened to the row, as text: `insert`, `update`, `delete` or `read`.
    record Action(SqlType type, Span span) implements Typed {}

    /// `changed(column)`: whether the column's new value is distinct from its old one. True for
    /// inserts and deletes.
    record Changed(int index, SqlType type, Span span) implements Typed {}

    /// A constant.
    ///
    /// @param text its text as the input function of `type` reads it; empty for null
    record Constant(Optional<String> text, SqlType type, Span span) implements Typed {}

    /// The call of a function, also where it is written as an operator or as a cast.
    ///
    /// @param function its `prosrc`
    /// @param collation how texts compare in it
    record Call(
            String function, List<Typed> arguments, Collation collation, SqlType type, Span span)
            implements Typed {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// The same bytes under another type: a binary-coercible cast.
    record Relabel(Typed argument, SqlType type, Span span) implements Typed {}

    /// A cast by the output function of one type and the input function of another.
    record ThroughText(Typed argument, SqlType type, Span span) implements Typed {}

    /// A cast of each element of an array.
    ///
    /// @param element the cast, of an [ArrayElement]
    record EachElement(Typed argument, Typed element, SqlType type, Span span) implements Typed {}

    /// The element at hand within [EachElement].
    record ArrayElement(SqlType type, Span span) implements Typed {}

    record And(List<Typed> parts, SqlType type, Span span) implements Typed {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Typed> parts, SqlType type, Span span) implements Typed {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Typed argument, SqlType type, Span span) implements Typed {}

    record IsNull(Typed argument, boolean negated, SqlType type, Span span) implements Typed {}

    /// `is [not] true`, `is [not] false`, `is [not] unknown`.
    ///
    /// @param truth empty for `unknown`
    record IsTruth(
            Typed argument, Optional<Boolean> truth, boolean negated, SqlType type, Span span)
            implements Typed {}

    /// `is [not] distinct from`.
    ///
    /// @param equals the call of the equality of both
    record IsDistinct(Call equals, boolean negated, SqlType type, Span span) implements Typed {}

    /// `left = any (array)`, `left in (…)` and the like: the function with each element.
    ///
    /// @param all whether it must hold for all elements, not for one
    record OverArray(
            String function,
            Typed left,
            Typed array,
            boolean all,
            Collation collation,
            SqlType type,
            Span span)
            implements Typed {}

    record Coalesce(List<Typed> arguments, SqlType type, Span span) implements Typed {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /// `nullif`: the left side, or null if the call is true.
    record NullIf(Call equals, SqlType type, Span span) implements Typed {}

    /// `greatest` and `least`.
    ///
    /// @param compare the `prosrc` of the comparison function of the type, such as `btint4cmp`
    record Extreme(
            boolean greatest,
            String compare,
            List<Typed> arguments,
            Collation collation,
            SqlType type,
            Span span)
            implements Typed {
        public Extreme {
            arguments = List.copyOf(arguments);
        }
    }

    /// `case when … then … else … end`. The simple form is written out.
    record Case(List<When> whens, Optional<Typed> otherwise, SqlType type, Span span)
            implements Typed {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /// One branch of a [Case].
    record When(Typed condition, Typed result) {}

    /// `array[…]`, of one dimension.
    record ArrayOf(List<Typed> elements, SqlType type, Span span) implements Typed {
        public ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    /// `array[index]`, counted as the array counts.
    record Subscript(Typed array, Typed index, SqlType type, Span span) implements Typed {}
}
