package dev.rowhook.proof.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts findings, and keeps the first of each kind. Not thread-safe.
final class Findings {
    private static final int KEPT_OF_A_KIND = 20;

    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final List<Finding> kept = new ArrayList<>();

    void add(Finding finding) {
        if (counts.merge(finding.kind(), 1L, Long::sum) <= KEPT_OF_A_KIND) {
            kept.add(finding);
        }
    }

    SortedMap<String, Long> counts() {
        return counts;
    }

    List<Finding> kept() {
        return kept;
    }
}
