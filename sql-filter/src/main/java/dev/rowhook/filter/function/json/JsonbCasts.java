package dev.rowhook.filter.function.json;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.Jsonb;
import dev.rowhook.filter.value.Numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Casts from `jsonb`. The `null` of JSON is not cast: Postgres up to 17 refuses it.
public final class JsonbCasts {
    private JsonbCasts() {}

    public static void addTo(FunctionTable table) {
        table.unary("jsonb_bool", Jsonb.class, JsonbCasts::bool);
        integer(table, "jsonb_int2", "smallint", Short.MIN_VALUE, Short.MAX_VALUE);
        integer(table, "jsonb_int4", "integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
        integer(table, "jsonb_int8", "bigint", Long.MIN_VALUE, Long.MAX_VALUE);
        table.unary("jsonb_numeric", Jsonb.class, json -> numeric(number(json, "numeric")));
        table.unary("jsonb_float4", Jsonb.class, json -> real(number(json, "real")));
        table.unary(
                "jsonb_float8",
                Jsonb.class,
                json -> doublePrecision(number(json, "double precision")));
    }

    private static Boolean bool(Jsonb json) {
        if (json instanceof Jsonb.Bool(boolean value)) {
            return value;
        }
        throw notCast(json, "boolean");
    }

    private static void integer(
            FunctionTable table, String prosrc, String type, long least, long greatest) {
        table.unary(
                prosrc,
                Jsonb.class,
                json -> {
                    BigInteger whole =
                            number(json, type).setScale(0, RoundingMode.HALF_UP).toBigInteger();
                    if (whole.bitLength() > 63
                            || whole.longValue() < least
                            || whole.longValue() > greatest) {
                        throw outOfRange(type);
                    }
                    return whole.longValue();
                });
    }

    private static Numeric numeric(BigDecimal number) {
        return Numeric.of(number.setScale(Math.max(0, number.scale())));
    }

    private static Float real(BigDecimal number) {
        float value = Float.parseFloat(number.toString());
        if (Float.isInfinite(value) || (value == 0 && number.signum() != 0)) {
            throw outOfRange("type real");
        }
        return value;
    }

    private static Double doublePrecision(BigDecimal number) {
        double value = Double.parseDouble(number.toString());
        if (Double.isInfinite(value) || (value == 0 && number.signum() != 0)) {
            throw outOfRange("type double precision");
        }
        return value;
    }

    private static BigDecimal number(Jsonb json, String type) {
        if (json instanceof Jsonb.Numeral(BigDecimal value)) {
            return value;
        }
        throw notCast(json, type);
    }

    private static EvaluationException outOfRange(String what) {
        return new EvaluationException("22003", what + " out of range");
    }

    private static EvaluationException notCast(Jsonb json, String type) {
        return new EvaluationException(
                "22023",
                "cannot cast jsonb %s to type %s".formatted(JsonbFunctions.typeOf(json), type));
    }
}
