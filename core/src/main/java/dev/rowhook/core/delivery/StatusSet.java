package dev.rowhook.core.delivery;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A set of HTTP statuses, as a list writes it: `404`, `500-599`, `>400`, `<300`, and `!503`, which
/// takes away what the others name, wherever it stands. Statuses are 100 to 999.
///
/// Immutable.
public final class StatusSet {
    private static final int MIN = 100;
    private static final int MAX = 999;
    private static final Pattern ENTRY =
            Pattern.compile("(!?)(?:([0-9]{3})(?:-([0-9]{3}))?|([<>])([0-9]{3}))");

    private final BitSet statuses;

    private StatusSet(BitSet statuses) {
        this.statuses = statuses;
    }

    /// The set that a list of entries writes; an empty list writes the empty set.
    ///
    /// @throws IllegalArgumentException if an entry is wrong, or takes away where no other names
    ///   anything; the message names it and says why
    public static StatusSet parse(List<String> entries) {
        BitSet named = new BitSet();
        BitSet takenAway = new BitSet();
        for (String entry : entries) {
            (entry.startsWith("!") ? takenAway : named).or(statuses(entry));
        }
        if (named.isEmpty() && !takenAway.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' takes away from nothing: name first what is in, such as 100-999."
                            .formatted(entries.getFirst()));
        }
        named.andNot(takenAway);
        return new StatusSet(named);
    }

    private static BitSet statuses(String entry) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is none of 404, 500-599, >400, <300, or one of these after '!'."
                            .formatted(entry));
        }
        int first = first(matcher);
        int last = last(matcher);
        if (first < MIN || last > MAX || first > last) {
            throw new IllegalArgumentException(
                    "'%s' names no status: they are %d to %d, the lower one first."
                            .formatted(entry, MIN, MAX));
        }
        BitSet statuses = new BitSet();
        statuses.set(first, last + 1);
        return statuses;
    }

    private static int first(Matcher matcher) {
        if (matcher.group(2) != null) {
            return Integer.parseInt(matcher.group(2));
        }
        return matcher.group(4).equals(">") ? Integer.parseInt(matcher.group(5)) + 1 : MIN;
    }

    private static int last(Matcher matcher) {
        if (matcher.group(3) != null) {
            return Integer.parseInt(matcher.group(3));
        }
        if (matcher.group(2) != null) {
            return Integer.parseInt(matcher.group(2));
        }
        return matcher.group(4).equals("<") ? Integer.parseInt(matcher.group(5)) - 1 : MAX;
    }

    /// Whether this status is in the set.
    public boolean contains(int status) {
        return status >= MIN && statuses.get(status);
    }

    /// Whether no status is.
    public boolean isEmpty() {
        return statuses.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && statuses.equals(set.statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    @Override
    public String toString() {
        return "statuses " + statuses;
    }
}
