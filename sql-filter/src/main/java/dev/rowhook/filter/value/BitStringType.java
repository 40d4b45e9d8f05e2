package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.util.HexFormat;

/// varbit, and bit without a length: digits of 0 and 1, perhaps after a `b`, or hexadecimal ones
/// after an `x`.
final class BitStringType implements ValueType<BitString> {
    @Override
    public BitString read(String text) {
        if (text.isEmpty()) {
            return new BitString("");
        }
        return switch (text.charAt(0)) {
            case 'x', 'X' -> hexadecimal(text);
            case 'b', 'B' -> binary(text.substring(1));
            default -> binary(text);
        };
    }

    @Override
    public String write(BitString value) {
        return value.bits();
    }

    private static BitString binary(String digits) {
        if (!digits.chars().allMatch(digit -> digit == '0' || digit == '1')) {
            throw new EvaluationException("22P02", "not a valid binary digit");
        }
        return new BitString(digits);
    }

    private static BitString hexadecimal(String text) {
        StringBuilder bits = new StringBuilder(text.length() * 4);
        for (int at = 1; at < text.length(); at++) {
            if (!HexFormat.isHexDigit(text.charAt(at))) {
                throw new EvaluationException("22P02", "not a valid hexadecimal digit");
            }
            int digit = HexFormat.fromHexDigit(text.charAt(at));
            for (int mask = 8; mask > 0; mask >>= 1) {
                bits.append((digit & mask) == 0 ? '0' : '1');
            }
        }
        return new BitString(bits.toString());
    }
}
