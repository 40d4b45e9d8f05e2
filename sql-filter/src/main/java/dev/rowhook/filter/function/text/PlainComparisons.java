package dev.rowhook.filter.function.text;

import dev.rowhook.filter.function.Comparisons;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.value.BitString;
import dev.rowhook.filter.value.Bytes;
import dev.rowhook.filter.value.EnumValue;
import dev.rowhook.filter.value.Uuid;

/// Comparisons of values that have an order of their own: bytea, uuid, enums, bit and varbit; and
/// what else there is of bytea.
public final class PlainComparisons {
    private PlainComparisons() {}

    public static void addTo(FunctionTable table) {
        add(table, Bytes.class, "bytea");
        add(table, Uuid.class, "uuid_");
        add(table, EnumValue.class, "enum_");
        add(table, BitString.class, "bit");
        table.binary("byteacat", Bytes.class, Bytes.class, Bytes::plus);
        table.unary("byteaoctetlen", Bytes.class, bytes -> (long) bytes.length());
    }

    private static <T extends Comparable<T>> void add(
            FunctionTable table, Class<T> type, String prefix) {
        Comparisons comparisons = new Comparisons(table);
        comparisons.add(prefix, type, type, Comparable::compareTo);
        comparisons.addOrder(prefix + "cmp", type, type, Comparable::compareTo);
    }
}
