package dev.rowhook.filter.value;

import java.util.List;
import java.util.Map;

/// Built-in types that are known by their text alone, as the stream has it. Their input functions
/// are not known: a text that did not come from the type's output function may be another value, or
/// none.
public final class StreamTextTypes {
    /// The vectors, addresses, geometry, money, full-text search, positions in the log, snapshots,
    /// names of objects, and the like.
    private static final List<Integer> OIDS =
            List.of(
                    22, 24, 27, 28, 29, 30, 600, 601, 602, 603, 604, 628, 650, 718, 774, 790, 829,
                    869, 1033, 1790, 2202, 2203, 2204, 2205, 2206, 2970, 3220, 3614, 3615, 3642,
                    3734, 3769, 4072, 4089, 4096, 4191, 5038, 5069);

    private StreamTextTypes() {}

    /// Adds those that have no other entry.
    public static void addTo(Map<Integer, ValueType<?>> types) {
        OIDS.forEach(oid -> types.putIfAbsent(oid, new TextType()));
    }

    /// Whether a text of the type must come from the type's own output function.
    public static boolean includes(int oid) {
        return OIDS.contains(oid);
    }
}
