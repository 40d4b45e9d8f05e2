package dev.rowhook.backfill.page;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Compares rows with a place in the order of some columns, in SQL.
record RowOrder(List<KeyColumn> columns, String alias) {
    RowOrder {
        columns = List.copyOf(columns);
    }

    /// The rows behind the place.
    String after(List<String> place) {
        return compared(
                place, KeyOperators::greater, KeyOperators::greater, KeyOperators::greaterOrEqual);
    }

    /// The rows up to the place.
    String upTo(List<String> place) {
        return compared(
                place, KeyOperators::lessOrEqual, KeyOperators::less, KeyOperators::lessOrEqual);
    }

    String orderBy() {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> column.in(alias) + " using " + column.operators().less())
                        .toList());
    }

    /// @param last compares the last column
    /// @param strictly compares the others
    /// @param loosely holds for a column wherever the comparison holds
    private String compared(
            List<String> place,
            Function<KeyOperators, String> last,
            Function<KeyOperators, String> strictly,
            Function<KeyOperators, String> loosely) {
        long kinds =
                columns.stream().map(column -> last.apply(column.operators())).distinct().count();
        if (columns.size() == 1 || kinds > 1) {
            String spelled = spelledOut(place, 0, last, strictly);
            // Alone it would not tell an index where to begin.
            return columns.size() == 1
                    ? spelled
                    : "(%s and (%s))".formatted(one(place, 0, loosely), spelled);
        }
        List<String> names = columns.stream().map(column -> column.in(alias)).toList();
        return "(%s) %s (%s)"
                .formatted(
                        String.join(", ", names),
                        last.apply(columns.getFirst().operators()),
                        String.join(", ", literals(place)));
    }

    private String spelledOut(
            List<String> place,
            int from,
            Function<KeyOperators, String> last,
            Function<KeyOperators, String> strictly) {
        if (from == columns.size() - 1) {
            return one(place, from, last);
        }
        return "%s or %s and (%s)"
                .formatted(
                        one(place, from, strictly),
                        one(place, from, KeyOperators::equal),
                        spelledOut(place, from + 1, last, strictly));
    }

    private String one(List<String> place, int index, Function<KeyOperators, String> operator) {
        KeyColumn column = columns.get(index);
        return "%s %s %s"
                .formatted(
                        column.in(alias),
                        operator.apply(column.operators()),
                        column.literal(place.get(index)));
    }

    private List<String> literals(List<String> place) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).literal(place.get(i)))
                .toList();
    }
}
