package dev.rowhook.proof.faults;

import dev.rowhook.proof.ledger.Verdict;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What came of servers that were struck.
///
/// @param takeOvers one for each strike and database
/// @param shared how long after each strike was healed the servers shared the databases again
/// @param committed changes of all loads
/// @param verdicts of the ledger, by sink
/// @param lostProbes rows of the probes that were committed and not delivered
record TakeOverReport(
        long seed,
        List<TakeOver> takeOvers,
        List<Duration> shared,
        long committed,
        Map<String, Verdict> verdicts,
        int lostProbes,
        LogCheck log) {
    TakeOverReport {
        takeOvers = List.copyOf(takeOvers);
        shared = List.copyOf(shared);
        verdicts = Map.copyOf(verdicts);
    }

    /// Whether nothing was lost, reordered, repeated in the log or invented.
    boolean isClean() {
        return lostProbes == 0
                && log.isExact()
                && verdicts.values().stream().allMatch(Verdict::isClean);
    }

    /// The longest that a database waited for its first delivery after one kind of strike.
    Duration longest(TakeOverStrike strike) {
        return takeOvers.stream()
                .filter(one -> one.strike() == strike)
                .map(one ->
                        one.append().compareTo(one.delivery()) > 0 ? one.append() : one.delivery())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed %d%n".formatted(seed));
        for (TakeOverStrike strike : TakeOverStrike.values()) {
            List<TakeOver> struck =
                    takeOvers.stream().filter(one -> one.strike() == strike).toList();
            if (!struck.isEmpty()) {
                text.append("%s: %d take-overs%n".formatted(strike, struck.size()));
                text.append("  first append:   %s%n".formatted(spread(struck, TakeOver::append)));
                text.append("  first delivery: %s%n".formatted(spread(struck, TakeOver::delivery)));
            }
        }
        text.append("shared again after: %s%n".formatted(spread(shared, since -> since)));
        long again = verdicts.values().stream().mapToLong(Verdict::duplicates).sum();
        text.append(
                "%d changes committed, %d messages came again, %d probes lost%n"
                        .formatted(committed, again, lostProbes));
        verdicts.forEach((sink, verdict) -> text.append("%s: %s%n".formatted(sink, verdict)));
        return text.append(log).toString();
    }

    private static <T> String spread(List<T> all, Function<T, Duration> of) {
        List<Long> millis = all.stream().map(one -> of.apply(one).toMillis()).sorted().toList();
        if (millis.isEmpty()) {
            return "never";
        }
        return "%d ms at least, median %d, 90 %% within %d, %d at most"
                .formatted(
                        millis.getFirst(),
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() * 9 / 10),
                        millis.getLast());
    }
}
