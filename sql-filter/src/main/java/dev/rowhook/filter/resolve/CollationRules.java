package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.core.change.Collation.Order;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.Span;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses what needs a collation that is not known, or whose order only the database has.
final class CollationRules {
    private static final String REMEDY = ": write `collate \"C\"` behind it, and it compares bytes";

    private static final Pattern ORDER =
            Pattern.compile(
                    "(text|bpchar|name)_?(lt|le|gt|ge)(_?(text|name))?|bt(text|name)+cmp|bpcharcmp"
                            + "|(text|bpchar|array)_(larger|smaller)|array_(lt|le|gt|ge)"
                            + "|btarraycmp|width_bucket_array");
    private static final Pattern EQUALITY =
            Pattern.compile(
                    "(text|bpchar|name)(eq|ne)(text|name)?|(text|bpchar|name)(ic)?(n?like|regex(eq|ne))"
                            + "|array_(eq|ne)|array(overlap|contains|contained)|array_(position|remove|replace)"
                            + "|textpos|replace_text|split_part|text_starts_with|text_to_array.*"
                            + "|textregex.*|regexp_.*");
    private static final Pattern CASE =
            Pattern.compile("lower|upper|initcap|(text|bpchar|name)ic(n?like|regex(eq|ne))");
    // They sort strings by the collation of the whole database, whatever is written.
    private static final Set<String> DATABASE_ORDER =
            Set.of("jsonb_lt", "jsonb_le", "jsonb_gt", "jsonb_ge", "jsonb_cmp");

    private final Problems problems;

    CollationRules(Problems problems) {
        this.problems = problems;
    }

    /// The collation of all operands together.
    Collated merged(List<Operand> operands, Span span) throws FilterException {
        Collated merged = Collated.NONE;
        for (Operand operand : operands) {
            if (merged.conflictsWith(operand.collated())) {
                throw problems.type(
                        span,
                        "two different collations are written here, `%s` and `%s`: write one"
                                .formatted(merged.name(), operand.collated().name()));
            }
            merged = merged.with(operand.collated());
        }
        return merged;
    }

    /// @param function the `prosrc` of what is called
    /// @param input the collation of its arguments
    void check(String function, Collated input, Span span) throws FilterException {
        if (DATABASE_ORDER.contains(function)) {
            throw problems.unsupported(
                    span,
                    "the order of jsonb values depends on the database's collation: compare a part of it");
        }
        if (input.strength() == Collated.Strength.NONE) {
            return;
        }
        Order order = input.collation().order();
        boolean ordered = ORDER.matcher(function).matches();
        if (ordered && order != Order.BYTES) {
            throw problems.unsupported(span, origin(input) + orderReason(order) + REMEDY);
        }
        if (order == Order.NONDETERMINISTIC && EQUALITY.matcher(function).matches()) {
            throw problems.unsupported(
                    span,
                    origin(input)
                            + " takes different texts for equal, by rules that only the database has"
                            + REMEDY);
        }
        if (input.collation().caseMapping() == CaseMapping.UNKNOWN
                && CASE.matcher(function).matches()) {
            throw problems.unsupported(
                    span,
                    origin(input)
                            + " has its own upper and lower case, by rules that only the database has"
                            + ": write `collate \"C\"` behind it, which maps `A` to `Z` only");
        }
    }

    private static String origin(Collated input) {
        return input.column()
                .map("the collation of the column `%s`"::formatted)
                .orElse("the collation here, the database's default,");
    }

    private static String orderReason(Order order) {
        return order == Order.UNKNOWN
                ? " is not known"
                : " sorts texts by the rules of a language, which only the database has";
    }

    /// The collation that a name in `collate` means.
    Collated named(String name, Span span) throws FilterException {
        if (name.equals("C") || name.equals("POSIX")) {
            return Collated.explicit(name);
        }
        throw problems.unsupported(
                span,
                "the collation `%s` is not available in filters: there are `\"C\"` and `\"POSIX\"`"
                        .formatted(name));
    }
}
