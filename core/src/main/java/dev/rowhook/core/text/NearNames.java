package dev.rowhook.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds what somebody may have meant by a name that is not known.
public final class NearNames {
    private NearNames() {}

    /// The known names of which `name` is a misspelling, the nearest first.
    public static List<String> of(String name, Collection<String> known) {
        int limit = Math.max(1, Math.min(name.length(), 40) / 3);
        return known.stream()
                .distinct()
                .filter(candidate -> distance(name, candidate) <= limit)
                .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .limit(3)
                .toList();
    }

    /// How many letters to add, drop or replace (Levenshtein).
    private static int distance(String from, String to) {
        if (Math.abs(from.length() - to.length()) > 20) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
