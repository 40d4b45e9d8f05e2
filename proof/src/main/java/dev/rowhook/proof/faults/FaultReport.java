package dev.rowhook.proof.faults;

import dev.rowhook.proof.ledger.Verdict;

import java.util.Map;

/// What a run of faults came to.
///
/// @param strikes how often each fault struck
/// @param verdicts of the ledger, by sink
/// @param endpoints what each sink's endpoint met and did
/// @param log what is left of the change log
record FaultReport(
        long seed,
        Map<String, Integer> strikes,
        Map<String, Verdict> verdicts,
        Map<String, String> endpoints,
        LogCheck log) {

    /// Whether nothing was lost, reordered, repeated in the log or invented.
    public boolean isClean() {
        return log.isExact() && verdicts.values().stream().allMatch(Verdict::isClean);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("seed %d%n".formatted(seed));
        strikes.forEach((name, count) -> text.append("  %4d × %s%n".formatted(count, name)));
        verdicts.forEach((sink, verdict) ->
                text.append("%s: %s%n  %s%n".formatted(sink, endpoints.get(sink), verdict)));
        return text.append(log).toString();
    }
}
