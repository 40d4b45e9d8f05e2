package dev.rowhook.filter.function;

import dev.rowhook.filter.function.number.NumberFunctions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The functions of numbers by their names.
final class NumberMakers {
    private static final Map<String, Maker> MAKERS = all();

    private NumberMakers() {}

    private static Map<String, Maker> all() {
        FunctionTable table = new FunctionTable();
        NumberFunctions.addTo(table);
        return table.makers();
    }

    static Optional<Maker> find(String prosrc) {
        return Optional.ofNullable(MAKERS.get(prosrc));
    }

    static Set<String> names() {
        return MAKERS.keySet();
    }
}
