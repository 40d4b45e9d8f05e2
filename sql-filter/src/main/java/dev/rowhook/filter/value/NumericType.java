package dev.rowhook.filter.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// numeric.
public enum NumericType implements ValueType<Numeric> {
    INSTANCE;

    private static final String NAME = "numeric";
    private static final Pattern DECIMAL =
            Pattern.compile("([+-]?)([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE]([+-]?[0-9]+))?");
    private static final Pattern OTHER_NOTATION =
            Pattern.compile("[+-]?(0[xXoObB][0-9a-fA-F_]+|[0-9.]+_[0-9._]*([eE][+-]?[0-9_]+)?)");
    private static final int MOST_EXPONENT_DIGITS = 6;

    @Override
    public Numeric read(String text) {
        String digits = Blanks.strip(text);
        Matcher decimal = DECIMAL.matcher(digits);
        if (decimal.matches()) {
            return decimal(decimal);
        }
        return switch (digits.toLowerCase(Locale.ROOT)) {
            case "nan" -> Numeric.NAN;
            case "inf", "+inf", "infinity", "+infinity" -> Numeric.INFINITY;
            case "-inf", "-infinity" -> Numeric.MINUS_INFINITY;
            default ->
                    throw OTHER_NOTATION.matcher(digits).matches()
                            ? Errors.notReadHere(NAME)
                            : Errors.invalidText(NAME);
        };
    }

    private static Numeric decimal(Matcher matcher) {
        String exponent = matcher.group(3);
        if (exponent != null && exponent.length() > MOST_EXPONENT_DIGITS) {
            throw Errors.notReadHere(NAME);
        }
        String digits = matcher.group(2);
        String whole = digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
        BigDecimal value = new BigDecimal(matcher.group(1) + whole);
        if (exponent == null) {
            return Numeric.of(value);
        }
        int power = Integer.parseInt(exponent);
        int shown = Math.max(0, value.scale() - power);
        BigDecimal scaled = value.scaleByPowerOfTen(power);
        return Numeric.of(scaled.scale() < shown ? scaled.setScale(shown) : scaled);
    }

    @Override
    public String write(Numeric value) {
        return value.toString();
    }
}
