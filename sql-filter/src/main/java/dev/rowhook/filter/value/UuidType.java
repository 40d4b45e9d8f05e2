package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.util.HexFormat;
import java.util.UUID;

/// uuid: 32 hexadecimal digits of either case, with an optional hyphen after each fourth, perhaps
/// in braces.
final class UuidType implements ValueType<Uuid> {
    private static final int DIGITS = 32;

    @Override
    public Uuid read(String text) {
        boolean braces = text.startsWith("{");
        int at = braces ? 1 : 0;
        long high = 0;
        long low = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            if (at >= text.length() || !HexFormat.isHexDigit(text.charAt(at))) {
                throw malformed();
            }
            high = high << 4 | low >>> 60;
            low = low << 4 | HexFormat.fromHexDigit(text.charAt(at));
            at++;
            if (digit % 4 == 3
                    && digit < DIGITS - 1
                    && at < text.length()
                    && text.charAt(at) == '-') {
                at++;
            }
        }
        if (!text.substring(at).equals(braces ? "}" : "")) {
            throw malformed();
        }
        return new Uuid(high, low);
    }

    @Override
    public String write(Uuid value) {
        return new UUID(value.high(), value.low()).toString();
    }

    private static EvaluationException malformed() {
        return new EvaluationException("22P02", "invalid input syntax for type uuid");
    }
}
