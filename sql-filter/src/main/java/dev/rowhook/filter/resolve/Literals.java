package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.Span;
import dev.rowhook.filter.typed.Typed;

import java.math.BigInteger;
import java.util.Optional;

/// Makes constants of literals.
final class Literals {
    private static final int INT4_BITS = 31;
    private static final int INT8_BITS = 63;

    private final Coercion coercion;

    Literals(Coercion coercion) {
        this.coercion = coercion;
    }

    /// A string or null, whose type its surroundings decide.
    Operand unknown(Optional<String> text, Span span) {
        return new Operand(new Typed.Constant(text, Oids.UNKNOWN_TYPE, span), Collated.NONE, false);
    }

    /// A literal that nothing gives a type is text.
    static Operand settled(Operand operand) {
        return operand.typed()
                                instanceof
                                Typed.Constant(Optional<String> text, SqlType type, Span at)
                        && Types.isUnknown(type)
                ? operand.with(new Typed.Constant(text, Oids.TEXT_TYPE, at), Collated.DEFAULT)
                : operand;
    }

    Operand of(String text, SqlType type, Span span) {
        return new Operand(
                new Typed.Constant(Optional.of(text), type, span), coercion.own(type), false);
    }

    /// The smallest of integer, bigint and numeric that holds it.
    Operand number(String digits, Span span) {
        boolean whole = digits.chars().allMatch(c -> Character.isDigit(c) || c == '-');
        if (!whole) {
            return of(digits, Oids.NUMERIC_TYPE, span);
        }
        BigInteger value = new BigInteger(digits);
        int bits = value.bitLength();
        SqlType type =
                bits <= INT4_BITS
                        ? Oids.INT4_TYPE
                        : bits <= INT8_BITS ? Oids.INT8_TYPE : Oids.NUMERIC_TYPE;
        return of(value.toString(), type, span);
    }
}
