package dev.rowhook.filter.eval;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Maker;
import dev.rowhook.filter.function.array.ArrayBounds;
import dev.rowhook.filter.function.array.ArrayChanges;
import dev.rowhook.filter.function.array.ArrayComparisons;
import dev.rowhook.filter.function.json.JsonFunctions;
import dev.rowhook.filter.function.json.JsonPathFunctions;
import dev.rowhook.filter.function.json.JsonbCasts;
import dev.rowhook.filter.function.json.JsonbChanges;
import dev.rowhook.filter.function.json.JsonbFunctions;
import dev.rowhook.filter.function.number.NumberFunctions;
import dev.rowhook.filter.function.text.LikeFunctions;
import dev.rowhook.filter.function.text.PlainComparisons;
import dev.rowhook.filter.function.text.RegexFunctions;
import dev.rowhook.filter.function.text.TextCasts;
import dev.rowhook.filter.function.text.TextComparisons;
import dev.rowhook.filter.function.text.TextFunctions;
import dev.rowhook.filter.function.time.DateFunctions;
import dev.rowhook.filter.function.time.DatePartFunctions;
import dev.rowhook.filter.function.time.IntervalFunctions;
import dev.rowhook.filter.function.time.TimeComparisons;
import dev.rowhook.filter.function.time.TimeFunctions;
import dev.rowhook.filter.function.time.TimestampFunctions;
import dev.rowhook.filter.function.time.TimestampTruncation;
import dev.rowhook.filter.function.time.ZoneFunctions;

import java.util.Map;
import java.util.Optional;

/// All functions that filters can call. Immutable.
final class Functions {
    private static final Map<String, Maker> MAKERS = all();

    private Functions() {}

    private static Map<String, Maker> all() {
        FunctionTable table = new FunctionTable();
        JsonFunctions.addTo(table);
        JsonbCasts.addTo(table);
        JsonbChanges.addTo(table);
        JsonPathFunctions.addTo(table);
        JsonbFunctions.addTo(table);
        LikeFunctions.addTo(table);
        TextCasts.addTo(table);
        TextComparisons.addTo(table);
        TextFunctions.addTo(table);
        PlainComparisons.addTo(table);
        DateFunctions.addTo(table);
        DatePartFunctions.addTo(table);
        IntervalFunctions.addTo(table);
        TimeComparisons.addTo(table);
        TimeFunctions.addTo(table);
        TimestampFunctions.addTo(table);
        TimestampTruncation.addTo(table);
        ZoneFunctions.addTo(table);
        ArrayBounds.addTo(table);
        ArrayComparisons.addTo(table);
        ArrayChanges.addTo(table);
        RegexFunctions.addTo(table);
        NumberFunctions.addTo(table);
        return table.makers();
    }

    /// @param prosrc the name by which Postgres's source calls it
    static Optional<Maker> find(String prosrc) {
        return Optional.ofNullable(MAKERS.get(prosrc));
    }
}
