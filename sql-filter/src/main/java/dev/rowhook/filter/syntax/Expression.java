package dev.rowhook.filter.syntax;

import dev.rowhook.filter.Span;

import java.util.List;
import java.util.Optional;

/// A filter as it was written, without types. Immutable.
public sealed interface Expression {
    Span span();

    /// A column, with or without what it belongs to: `total`, `old.total`.
    record Name(List<Identifier> parts, Span span) implements Expression {
        public Name {
            parts = List.copyOf(parts);
        }
    }

    /// A string, whose type its surroundings decide.
    record TextLiteral(String value, Span span) implements Expression {}

    /// A string of bits: `b` and binary digits, or `x` and hexadecimal ones.
    record BitLiteral(String value, Span span) implements Expression {}

    /// A number in decimal digits, with the minus before it.
    record NumberLiteral(String digits, Span span) implements Expression {}

    record BooleanLiteral(boolean value, Span span) implements Expression {}

    record NullLiteral(Span span) implements Expression {}

    /// `x::type`, `cast(x as type)` and `type 'x'`.
    record Cast(Expression argument, TypeName type, Span span) implements Expression {}

    /// An operator with two sides, or one that stands before its operand.
    record Operation(
            String operator,
            Optional<Expression> left,
            Expression right,
            Span operatorSpan,
            Span span)
            implements Expression {}

    record And(List<Expression> parts, Span span) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Expression> parts, Span span) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Expression argument, Span span) implements Expression {}

    record NullTest(Expression argument, boolean negated, Span span) implements Expression {}

    /// `is [not] true`, `false` or `unknown`.
    ///
    /// @param truth empty for `unknown`
    record TruthTest(Expression argument, Optional<Boolean> truth, boolean negated, Span span)
            implements Expression {}

    record DistinctTest(Expression left, Expression right, boolean negated, Span span)
            implements Expression {}

    record Between(
            Expression argument,
            Expression low,
            Expression high,
            boolean negated,
            boolean symmetric,
            Span span)
            implements Expression {}

    record InList(Expression argument, List<Expression> elements, boolean negated, Span span)
            implements Expression {
        public InList {
            elements = List.copyOf(elements);
        }
    }

    /// `like`, `ilike` and `similar to`.
    record Match(
            MatchKind kind,
            Expression argument,
            Expression pattern,
            Optional<Expression> escape,
            boolean negated,
            Span span)
            implements Expression {}

    /// `x = any (array)` and `x = all (array)`.
    record Quantified(
            Expression left,
            String operator,
            Expression array,
            boolean all,
            Span operatorSpan,
            Span span)
            implements Expression {}

    record FunctionCall(
            Optional<Identifier> schema, Identifier name, List<Expression> arguments, Span span)
            implements Expression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }
    }

    record Coalesce(List<Expression> arguments, Span span) implements Expression {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /// `greatest` and `least`.
    record Extreme(boolean greatest, List<Expression> arguments, Span span) implements Expression {
        public Extreme {
            arguments = List.copyOf(arguments);
        }
    }

    record NullIf(Expression left, Expression right, Span span) implements Expression {}

    record Case(
            Optional<Expression> operand,
            List<When> whens,
            Optional<Expression> otherwise,
            Span span)
            implements Expression {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /// One branch of a [Case].
    record When(Expression condition, Expression result) {}

    record ArrayOf(List<Expression> elements, Span span) implements Expression {
        public ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    record Subscript(Expression array, Expression index, Span span) implements Expression {}

    record Collate(Expression argument, String collation, Span span) implements Expression {}

    /// The kinds of [Match], with their operators.
    enum MatchKind {
        LIKE("~~", "like"),
        ILIKE("~~*", "ilike"),
        SIMILAR("~", "similar to");

        private final String operator;
        private final String words;

        MatchKind(String operator, String words) {
            this.operator = operator;
            this.words = words;
        }

        /// The operator that it stands for.
        public String operator(boolean negated) {
            return negated ? "!" + operator : operator;
        }

        /// As SQL writes it.
        public String words() {
            return words;
        }
    }
}
