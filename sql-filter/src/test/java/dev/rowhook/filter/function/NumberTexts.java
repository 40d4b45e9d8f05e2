package dev.rowhook.filter.function;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Texts of numbers and booleans: the ends of the ranges, what divides badly, and any.
final class NumberTexts {
    private static final Map<String, List<String>> EDGES =
            Map.of(
                    "bool",
                    List.of("t", "f"),
                    "int2",
                    List.of("0", "1", "-1", "2", "32767", "-32768", "7", "-7", "181", "-182"),
                    "int4",
                    List.of("0", "1", "-1", "2", "2147483647", "-2147483648", "-7", "16", "46341"),
                    "int8",
                    List.of("0", "1", "-1", "9223372036854775807", "-9223372036854775808", "-2"),
                    "oid",
                    List.of("0", "1", "2147483647", "2147483648", "4294967295", "16384"),
                    "float4",
                    List.of(
                            "0",
                            "-0",
                            "NaN",
                            "Infinity",
                            "-Infinity",
                            "0.5",
                            "1.5",
                            "2.5",
                            "-0.5",
                            "3.4028235e38",
                            "1e-45",
                            "1.17549435e-38",
                            "16777217",
                            "-32768.5",
                            "2147483520",
                            "2147483648",
                            "9.223372e18",
                            "0.1",
                            "1e10",
                            "-3e-20"),
                    "float8",
                    List.of(
                            "0",
                            "-0",
                            "NaN",
                            "Infinity",
                            "-Infinity",
                            "0.5",
                            "1.5",
                            "-2.5",
                            "1.7976931348623157e308",
                            "4.9e-324",
                            "2.2250738585072014e-308",
                            "9223372036854775807",
                            "9223372036854774784",
                            "-9223372036854775808",
                            "2147483647.5",
                            "2147483647.4999",
                            "-2147483648.5",
                            "32767.5",
                            "0.1",
                            "-32768.5",
                            "3.4028235e38",
                            "3.4028236e38",
                            "1e-46",
                            "123456789012345678"),
                    "numeric",
                    List.of(
                            "0",
                            "0.00",
                            "NaN",
                            "Infinity",
                            "-Infinity",
                            "1",
                            "-1",
                            "0.5",
                            "-0.5",
                            "1.5",
                            "2.50",
                            "10000",
                            "9999",
                            "0.0001",
                            "1e-20",
                            "1e40",
                            "0.00001",
                            "9223372036854775807.49",
                            "9223372036854775807.5",
                            "-32768.5",
                            "32767.4",
                            "-9223372036854775808.5",
                            "2147483647.5",
                            "1e400",
                            "1e-400",
                            "3.4028236e38"));

    private NumberTexts() {}

    /// A text of the type.
    static String any(String type, RandomGenerator random) {
        List<String> edges = EDGES.get(type);
        if (edges == null) {
            throw new IllegalArgumentException(type);
        }
        return random.nextInt(3) == 0 || type.equals("bool")
                ? edges.get(random.nextInt(edges.size()))
                : value(type, random);
    }

    private static String value(String type, RandomGenerator random) {
        boolean small = random.nextBoolean();
        return switch (type) {
            case "int2" -> Short.toString((short) (small ? near(random) : random.nextInt()));
            case "int4" -> Integer.toString(small ? near(random) : random.nextInt());
            case "int8" -> Long.toString(small ? near(random) : random.nextLong());
            case "oid" -> Integer.toUnsignedString(small ? random.nextInt(99) : random.nextInt());
            case "float4" -> Float.toString(small ? near(random) / 8f : bits(random));
            case "float8" -> Double.toString(small ? near(random) / 8d : bitsOfDouble(random));
            default -> decimal(random);
        };
    }

    private static int near(RandomGenerator random) {
        return random.nextInt(-400, 400);
    }

    private static float bits(RandomGenerator random) {
        return Float.intBitsToFloat(random.nextInt());
    }

    private static double bitsOfDouble(RandomGenerator random) {
        return Double.longBitsToDouble(random.nextLong());
    }

    /// A numeric with digits in all places.
    private static String decimal(RandomGenerator random) {
        String sign = random.nextInt(3) == 0 ? "-" : "";
        String whole = digits(random, random.nextInt(3) == 0 ? 30 : 6);
        String fraction = digits(random, random.nextInt(3) == 0 ? 40 : 5);
        String point = fraction.isEmpty() && whole.isEmpty() ? "0" : "." + fraction;
        return sign + (whole.isEmpty() ? "0" : whole) + (point.equals(".") ? "" : point);
    }

    private static String digits(RandomGenerator random, int most) {
        int length = random.nextInt(most + 1);
        String zeros = "0".repeat(random.nextInt(3) == 0 ? random.nextInt(9) : 0);
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? zeros : "");
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(4) == 0 ? '0' : (char) ('0' + random.nextInt(10)));
        }
        return digits.append(random.nextInt(3) == 0 ? zeros : "").toString();
    }
}
