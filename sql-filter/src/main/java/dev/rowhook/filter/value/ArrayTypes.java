package dev.rowhook.filter.value;

import java.util.Map;
import java.util.OptionalInt;

/// The built-in array types.
public final class ArrayTypes {
    private static final int BOX = 603;

    /// The element's type of each.
    private static final Map<Integer, Integer> ELEMENTS =
            Map.<Integer, Integer>ofEntries(
                    Map.entry(1000, 16),
                    Map.entry(1001, 17),
                    Map.entry(1002, 18),
                    Map.entry(1003, 19),
                    Map.entry(1016, 20),
                    Map.entry(1005, 21),
                    Map.entry(1006, 22),
                    Map.entry(1007, 23),
                    Map.entry(1008, 24),
                    Map.entry(1009, 25),
                    Map.entry(1028, 26),
                    Map.entry(1010, 27),
                    Map.entry(1011, 28),
                    Map.entry(1012, 29),
                    Map.entry(1013, 30),
                    Map.entry(199, 114),
                    Map.entry(143, 142),
                    Map.entry(1017, 600),
                    Map.entry(1018, 601),
                    Map.entry(1019, 602),
                    Map.entry(1020, 603),
                    Map.entry(1027, 604),
                    Map.entry(629, 628),
                    Map.entry(651, 650),
                    Map.entry(1021, 700),
                    Map.entry(1022, 701),
                    Map.entry(719, 718),
                    Map.entry(775, 774),
                    Map.entry(791, 790),
                    Map.entry(1040, 829),
                    Map.entry(1041, 869),
                    Map.entry(1034, 1033),
                    Map.entry(1014, 1042),
                    Map.entry(1015, 1043),
                    Map.entry(1182, 1082),
                    Map.entry(1183, 1083),
                    Map.entry(1115, 1114),
                    Map.entry(1185, 1184),
                    Map.entry(1187, 1186),
                    Map.entry(1270, 1266),
                    Map.entry(1561, 1560),
                    Map.entry(1563, 1562),
                    Map.entry(1231, 1700),
                    Map.entry(2201, 1790),
                    Map.entry(2207, 2202),
                    Map.entry(2208, 2203),
                    Map.entry(2209, 2204),
                    Map.entry(2210, 2205),
                    Map.entry(2211, 2206),
                    Map.entry(2951, 2950),
                    Map.entry(2949, 2970),
                    Map.entry(3221, 3220),
                    Map.entry(3643, 3614),
                    Map.entry(3645, 3615),
                    Map.entry(3644, 3642),
                    Map.entry(3735, 3734),
                    Map.entry(3770, 3769),
                    Map.entry(3807, 3802),
                    Map.entry(3905, 3904),
                    Map.entry(3907, 3906),
                    Map.entry(3909, 3908),
                    Map.entry(3911, 3910),
                    Map.entry(3913, 3912),
                    Map.entry(3927, 3926),
                    Map.entry(4073, 4072),
                    Map.entry(4090, 4089),
                    Map.entry(4097, 4096),
                    Map.entry(4192, 4191),
                    Map.entry(5039, 5038),
                    Map.entry(271, 5069));

    private ArrayTypes() {}

    /// Adds an array of each type that is there.
    public static void addTo(Map<Integer, ValueType<?>> types) {
        ELEMENTS.forEach((array, element) -> {
            ValueType<?> type = types.get(element);
            if (type != null) {
                types.put(array, ArrayType.of(type, element == BOX ? ';' : ','));
            }
        });
    }

    /// The type of the elements; empty if the type is no built-in array.
    public static OptionalInt element(int oid) {
        Integer element = ELEMENTS.get(oid);
        return element == null ? OptionalInt.empty() : OptionalInt.of(element);
    }
}
