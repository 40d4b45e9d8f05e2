package dev.rowhook.proof.ledger;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is to be said of what arrived at a sink. Its text is a report of several lines.
///
/// @param expected how many changes had to arrive
/// @param arrived how many of the changes that were wanted did
/// @param duplicates how many messages came again under their webhook ids, which is allowed
/// @param counts how often each kind of [Finding] was found, by its simple name
/// @param findings the first of each kind
public record Verdict(
        long expected,
        long arrived,
        long duplicates,
        SortedMap<String, Long> counts,
        List<Finding> findings) {

    public Verdict {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return counts.isEmpty();
    }

    /// How often a kind of finding was found.
    public long count(Class<? extends Finding> kind) {
        return counts.getOrDefault(kind.getSimpleName(), 0L);
    }

    @Override
    public String toString() {
        String totals =
                "%s: %d changes expected, %d arrived, %d messages came again"
                        .formatted(
                                isClean() ? "clean" : "NOT CLEAN", expected, arrived, duplicates);
        String kinds =
                counts.entrySet().stream()
                        .map(kind -> "%n  %s: %d".formatted(kind.getKey(), kind.getValue()))
                        .collect(Collectors.joining());
        String lines =
                findings.stream()
                        .sorted(Comparator.comparing(Finding::kind))
                        .map(finding -> "%n    %s: %s".formatted(finding.kind(), finding))
                        .collect(Collectors.joining());
        return totals + kinds + lines;
    }
}
