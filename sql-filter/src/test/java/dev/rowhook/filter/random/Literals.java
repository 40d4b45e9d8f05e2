package dev.rowhook.filter.random;

import java.util.Random;

/// Writes constants as SQL does, in one of its ways.
final class Literals {
    private Literals() {}

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// A constant that says its type.
    static String typed(String type, Random random) {
        String value = Values.random(type, random);
        boolean plain = value.matches("[0-9.]+") && !value.contains("..");
        int form = random.nextInt(4);
        if (form < 2 && type.equals("bool")) {
            return value.equals("t") ? "true" : "false";
        }
        if (form < 2 && plain && (type.equals("int4") || isDecimal(type, value))) {
            return value;
        }
        if (form == 3 && !type.endsWith("]") && !type.equals("bit")) {
            return type + " " + quoted(value);
        }
        return form == 2
                ? "cast(" + quoted(value) + " as " + type + ")"
                : quoted(value) + "::" + type;
    }

    private static boolean isDecimal(String type, String value) {
        return type.equals("numeric") && value.contains(".");
    }

    /// A constant whose type its surroundings tell.
    static String untyped(String type, Random random) {
        return random.nextInt(8) == 0 ? "null" : quoted(Values.random(type, random));
    }
}
