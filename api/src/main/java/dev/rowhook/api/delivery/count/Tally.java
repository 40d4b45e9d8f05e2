package dev.rowhook.api.delivery.count;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Adds up counts by code. Not thread-safe.
final class Tally {
    /// The code of the messages that were not taken with the others of their request, which itself
    /// counts as one that was.
    static final String PARTLY = "partly_accepted";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Count> codes = new TreeMap<>();

    void add(String code, Count count) {
        codes.merge(code, count, Count::plus);
    }

    void add(Tally other) {
        other.codes.forEach(this::add);
    }

    /// @param took how long the stretch lasted; rates are by whole minutes at least
    Counted over(Duration took) {
        Map<OutcomeClass, Count> classes = new EnumMap<>(OutcomeClass.class);
        for (OutcomeClass one : OutcomeClass.values()) {
            classes.put(one, Count.NONE);
        }
        codes.forEach((code, count) -> classes.merge(OutcomeClass.of(code), count, Count::plus));
        long requests = 0;
        long messages = 0;
        for (Map.Entry<String, Count> code : codes.entrySet()) {
            requests += isRequest(code.getKey()) ? code.getValue().requests() : 0;
            messages += code.getValue().messages();
        }
        return new Counted(
                requests, messages, rate(requests, took), rate(messages, took), classes, codes);
    }

    private static boolean isRequest(String code) {
        return !code.equals(PARTLY) && OutcomeClass.of(code) != OutcomeClass.UNSENDABLE;
    }

    private static double rate(long count, Duration took) {
        Duration counted = took.compareTo(MINUTE) < 0 ? MINUTE : took;
        return Math.round(count * 6e5 / counted.toSeconds()) / 1e4;
    }
}
