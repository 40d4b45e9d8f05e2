package dev.rowhook.filter.value;

/// float4.
public enum FloatType implements ValueType<Float> {
    INSTANCE;

    private static final String NAME = "real";

    @Override
    public Float read(String text) {
        String digits = Blanks.strip(text);
        if (!DoubleType.DECIMAL.matcher(digits).matches()) {
            return (float) DoubleType.special(digits, NAME);
        }
        float value = Float.parseFloat(digits);
        if (Float.isInfinite(value) || (value == 0 && DoubleType.isNotZero(digits))) {
            throw Errors.outOfRange(NAME);
        }
        return value;
    }

    @Override
    public String write(Float value) {
        return FloatText.of(value.floatValue());
    }
}
