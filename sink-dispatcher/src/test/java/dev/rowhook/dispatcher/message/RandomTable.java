package dev.rowhook.dispatcher.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table with a column of each of some types and of an array of it, in random order, and the SQL
/// that fills it.
final class RandomTable {
    private record TypedColumn(String type, boolean array, Supplier<String> texts) {}

    private final String name;
    private final Random random;
    private final List<TypedColumn> columns = new ArrayList<>();

    /// @param types texts of their values
    RandomTable(String name, Map<String, Supplier<String>> types, Random random) {
        this.name = name;
        this.random = random;
        types.forEach((type, texts) -> {
            columns.add(new TypedColumn(type, false, texts));
            // An array of these is rendered as an array of strings.
            if (!type.endsWith("vector") || type.equals("tsvector")) {
                columns.add(new TypedColumn(type, true, texts));
            }
        });
        Collections.shuffle(columns, random);
    }

    String createTable() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "\"%s\" %s".formatted(columnName(i), sqlType(columns.get(i))))
                .collect(
                        Collectors.joining(
                                ", ",
                                "create table %s (id bigint primary key, ".formatted(name),
                                ")"));
    }

    String insert(long id) {
        return columns.stream()
                .map(this::value)
                .collect(
                        Collectors.joining(
                                ", ", "insert into %s values (%d, ".formatted(name, id), ")"));
    }

    /// Sets a third of the columns.
    String update(long id) {
        return IntStream.range(0, columns.size())
                .filter(i -> random.nextInt(3) == 0)
                .mapToObj(i -> "\"%s\" = %s".formatted(columnName(i), value(columns.get(i))))
                .collect(
                        Collectors.joining(
                                ", ",
                                "update %s set id = id, ".formatted(name),
                                " where id = " + id));
    }

    private static String columnName(int index) {
        return "c%d \"\" ü".formatted(index);
    }

    private static String sqlType(TypedColumn column) {
        return column.array ? column.type + "[]" : column.type;
    }

    private String value(TypedColumn column) {
        if (random.nextInt(6) == 0) {
            return "null";
        }
        if (!column.array) {
            return "%s::%s".formatted(quoted(column.texts.get()), column.type);
        }
        String array = array(column, random.nextInt(1, 4));
        boolean bounds = random.nextInt(5) == 0;
        return bounds
                ? "('[-2:-1]=' || array[%s, %s]::%3$s::text)::%3$s"
                        .formatted(element(column), element(column), sqlType(column))
                : array;
    }

    private String array(TypedColumn column, int dimensions) {
        if (random.nextInt(6) == 0) {
            return "'{}'::" + sqlType(column);
        }
        int[] sizes = random.ints(dimensions, 1, 4).toArray();
        return "%s::%s".formatted(nested(column, sizes, 0), sqlType(column));
    }

    private String nested(TypedColumn column, int[] sizes, int dimension) {
        if (dimension == sizes.length) {
            return element(column);
        }
        return IntStream.range(0, sizes[dimension])
                .mapToObj(i -> nested(column, sizes, dimension + 1))
                .collect(Collectors.joining(", ", "array[", "]"));
    }

    private String element(TypedColumn column) {
        return random.nextInt(6) == 0
                ? "null::" + column.type
                : "%s::%s".formatted(quoted(column.texts.get()), column.type);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
