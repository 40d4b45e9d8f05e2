package dev.rowhook.filter.function.text;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.value.SingleByteType;
import dev.rowhook.filter.value.Utf8;

import java.util.Comparator;
import java.util.Map;
import java.util.function.IntPredicate;

/// Comparisons of text, bpchar, name, `"char"`, and of name with text.
public final class TextComparisons {
    private static final Comparator<String> BYTES = Utf8::compare;

    /// Without the blanks at the ends, which pad and mean nothing.
    private static final Comparator<String> UNPADDED =
            Comparator.comparing(Blanks::stripTrailing, BYTES);

    private static final Comparator<String> SINGLE_BYTE =
            Comparator.comparingInt(SingleByteType::toByte);

    private static final Map<String, IntPredicate> ORDERS =
            Map.of(
                    "lt", order -> order < 0,
                    "le", order -> order <= 0,
                    "gt", order -> order > 0,
                    "ge", order -> order >= 0);

    private TextComparisons() {}

    public static void addTo(FunctionTable table) {
        addCollated(table, "text%s", "text_%s", "bttextcmp", BYTES);
        addCollated(table, "bpchar%s", "bpchar%s", "bpcharcmp", UNPADDED);
        addCollated(table, "name%s", "name%s", "btnamecmp", BYTES);
        addCollated(table, "name%stext", "name%stext", "btnametextcmp", BYTES);
        addCollated(table, "text%sname", "text%sname", "bttextnamecmp", BYTES);
        addOrders(table, "text_pattern_%s", "bttext_pattern_cmp", BYTES);
        addOrders(table, "bpchar_pattern_%s", "btbpchar_pattern_cmp", UNPADDED);
        addOrders(table, "char%s", "btcharcmp", SINGLE_BYTE);
        table.add("chareq", comparison(SINGLE_BYTE, order -> order == 0));
        table.add("charne", comparison(SINGLE_BYTE, order -> order != 0));
    }

    private static void addCollated(
            FunctionTable table,
            String equality,
            String order,
            String compare,
            Comparator<String> comparator) {
        table.make(
                equality.formatted("eq"),
                Collations.exact(comparison(comparator, result -> result == 0)));
        table.make(
                equality.formatted("ne"),
                Collations.exact(comparison(comparator, result -> result != 0)));
        ORDERS.forEach((name, holds) ->
                table.make(
                        order.formatted(name), Collations.sorted(comparison(comparator, holds))));
        table.make(compare, Collations.sorted(sign(comparator)));
    }

    private static void addOrders(
            FunctionTable table, String order, String compare, Comparator<String> comparator) {
        ORDERS.forEach(
                (name, holds) -> table.add(order.formatted(name), comparison(comparator, holds)));
        table.add(compare, sign(comparator));
    }

    private static Implementation comparison(Comparator<String> comparator, IntPredicate holds) {
        return arguments ->
                holds.test(comparator.compare((String) arguments[0], (String) arguments[1]));
    }

    private static Implementation sign(Comparator<String> comparator) {
        return arguments ->
                (long)
                        Integer.signum(
                                comparator.compare((String) arguments[0], (String) arguments[1]));
    }
}
