package dev.rowhook.filter.value;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How oids are read: as C's `strtoul` reads numbers of 64 bits, which wrap below zero.
final class OidText {
    private static final String NAME = "oid";
    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]+)(.*)", Pattern.DOTALL);

    /// Octal since Postgres 16, or hexadecimal.
    private static final Pattern OTHER_NOTATION =
            Pattern.compile("[+-]?0[xX0-9].*", Pattern.DOTALL);

    private static final int BITS = 64;

    private OidText() {}

    /// @param text without blanks around it
    static long read(String text) {
        if (OTHER_NOTATION.matcher(text).matches()) {
            throw Errors.notReadHere(NAME);
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw Errors.invalidText(NAME);
        }
        BigInteger value = new BigInteger(number.group(1));
        if (value.abs().bitLength() > BITS) {
            throw Errors.outOfRange(NAME);
        }
        if (!number.group(2).isEmpty()) {
            throw Errors.invalidText(NAME);
        }
        long wrapped = value.longValue();
        boolean isNegative = wrapped < 0 && wrapped >= Integer.MIN_VALUE;
        return isNegative ? IntegerType.OID.wrapped(wrapped) : IntegerType.OID.checked(wrapped);
    }
}
