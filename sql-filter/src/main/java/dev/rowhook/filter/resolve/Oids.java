package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;

/// The types that the rules of typing name themselves.
final class Oids {
    static final int TEXT = 25;
    static final int INT4 = 23;
    static final int INT8 = 20;
    static final int INT2_VECTOR = 22;
    static final int OID_VECTOR = 30;
    static final int ANY = 2276;
    static final int ANY_ARRAY = 2277;
    static final int ANY_ELEMENT = 2283;
    static final int ANY_NON_ARRAY = 2776;
    static final int ANY_ENUM = 3500;
    static final int ANY_RANGE = 3831;
    static final int ANY_MULTIRANGE = 4537;
    static final int ANY_COMPATIBLE = 5077;
    static final int ANY_COMPATIBLE_ARRAY = 5078;
    static final int ANY_COMPATIBLE_NON_ARRAY = 5079;
    static final int ANY_COMPATIBLE_RANGE = 5080;
    static final int ANY_COMPATIBLE_MULTIRANGE = 4538;

    static final SqlType BOOL_TYPE = new SqlType.BuiltIn(16);
    static final SqlType INT4_TYPE = new SqlType.BuiltIn(INT4);
    static final SqlType INT8_TYPE = new SqlType.BuiltIn(INT8);
    static final SqlType NUMERIC_TYPE = new SqlType.BuiltIn(1700);
    static final SqlType TEXT_TYPE = new SqlType.BuiltIn(TEXT);
    static final SqlType BIT_TYPE = new SqlType.BuiltIn(1560);
    static final SqlType UNKNOWN_TYPE = new SqlType.BuiltIn(705);

    private Oids() {}

    static boolean isPolymorphic(int oid) {
        return switch (oid) {
            case ANY_ARRAY,
                    ANY_ELEMENT,
                    ANY_NON_ARRAY,
                    ANY_ENUM,
                    ANY_RANGE,
                    ANY_MULTIRANGE,
                    ANY_COMPATIBLE,
                    ANY_COMPATIBLE_ARRAY,
                    ANY_COMPATIBLE_NON_ARRAY,
                    ANY_COMPATIBLE_RANGE,
                    ANY_COMPATIBLE_MULTIRANGE ->
                    true;
            default -> false;
        };
    }
}
