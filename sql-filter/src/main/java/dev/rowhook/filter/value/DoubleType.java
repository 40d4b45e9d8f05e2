package dev.rowhook.filter.value;

import java.util.Locale;
import java.util.regex.Pattern;

/// float8.
public enum DoubleType implements ValueType<Double> {
    INSTANCE;

    static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final String NAME = "double precision";

    @Override
    public Double read(String text) {
        String digits = Blanks.strip(text);
        if (!DECIMAL.matcher(digits).matches()) {
            return special(digits, NAME);
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value) || (value == 0 && isNotZero(digits))) {
            throw Errors.outOfRange(NAME);
        }
        return value;
    }

    /// Whether a digit before the exponent is none.
    static boolean isNotZero(String digits) {
        return digits.split("[eE]", 2)[0].chars().anyMatch(c -> c >= '1' && c <= '9');
    }

    static double special(String text, String type) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                    throw text.matches("[+-]?(0[xX].*|[nN][aA][nN].*)")
                            ? Errors.notReadHere(type)
                            : Errors.invalidText(type);
        };
    }

    @Override
    public String write(Double value) {
        return FloatText.of(value.doubleValue());
    }
}
