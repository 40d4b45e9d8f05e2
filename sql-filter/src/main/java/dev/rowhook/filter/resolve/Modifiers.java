package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.syntax.TypeName;

import java.util.List;

/// Turns what stands in the parentheses of a type into the number that Postgres keeps.
final class Modifiers {
    /// What the length of a value's header adds to a modifier.
    private static final int HEADER = 4;

    private static final int LONGEST_TEXT = 10_485_760;
    private static final int LONGEST_BITS = 83_886_080;
    private static final int MOST_DIGITS = 1_000;
    private static final int FINEST_TIME = 6;
    private static final int ALL_FIELDS = 0x7FFF;

    private final Problems problems;

    Modifiers(Problems problems) {
        this.problems = problems;
    }

    int of(TypeName name, SqlType type, Catalogue catalogue) throws FilterException {
        List<Integer> modifiers = name.modifiers();
        if (modifiers.isEmpty()) {
            return Coercion.PLAIN;
        }
        TypeEntry entry =
                catalogue
                        .type(type.oid())
                        .filter(TypeEntry::modifiable)
                        .orElseThrow(() ->
                                problems.type(
                                        name.span(),
                                        "the type `%s` takes nothing in parentheses"
                                                .formatted(name.name())));
        return switch (entry.name()) {
            case "numeric" -> numeric(name, modifiers);
            case "varchar", "bpchar" -> HEADER + single(name, modifiers, 1, LONGEST_TEXT);
            case "bit", "varbit" -> single(name, modifiers, 1, LONGEST_BITS);
            case "interval" ->
                    (ALL_FIELDS << 16) | Math.min(FINEST_TIME, precision(name, modifiers));
            default -> Math.min(FINEST_TIME, precision(name, modifiers));
        };
    }

    private int precision(TypeName name, List<Integer> modifiers) throws FilterException {
        return single(name, modifiers, 0, Integer.MAX_VALUE);
    }

    private int single(TypeName name, List<Integer> modifiers, int least, int most)
            throws FilterException {
        int value = modifiers.getFirst();
        if (modifiers.size() != 1 || value < least || value > most) {
            throw problems.type(
                    name.span(),
                    "`%s` takes one number here, from %,d to %,d"
                            .formatted(name.name(), least, most));
        }
        return value;
    }

    private int numeric(TypeName name, List<Integer> modifiers) throws FilterException {
        int precision = modifiers.getFirst();
        int scale = modifiers.size() > 1 ? modifiers.get(1) : 0;
        if (modifiers.size() > 2
                || precision < 1
                || precision > MOST_DIGITS
                || Math.abs(scale) > MOST_DIGITS) {
            throw problems.type(
                    name.span(),
                    "`numeric` takes its digits, 1 to 1,000, and its scale, -1,000 to 1,000");
        }
        return ((precision << 16) | (scale & 0x7FF)) + HEADER;
    }
}
