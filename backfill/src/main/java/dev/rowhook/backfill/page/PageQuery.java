package dev.rowhook.backfill.page;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The SQL of the pages of a table. Immutable.
final class PageQuery {
    /// What the table is called in conditions.
    static final String ALIAS = "t";

    private final PagedTable table;
    private final List<String> bounds;
    private final List<String> conditions;

    /// @param conditions in SQL, on [#ALIAS]
    PageQuery(PagedTable table, List<String> conditions) {
        this.table = table;
        this.bounds = bounds(table);
        List<String> all = new ArrayList<>(conditions);
        table.published().map(condition -> "(" + condition + ")").ifPresent(all::add);
        this.conditions = List.copyOf(all);
    }

    /// Whether rows between the first and the last one of a page may be left out.
    boolean isConditional() {
        return !conditions.isEmpty();
    }

    /// The rows from a place on, in the order of the key. Behind the columns of the table come
    /// those of [#placeColumns].
    ///
    /// @param limit how many
    /// @param upTo the place of the last one
    String rows(Optional<Place.Keyset> from, OptionalInt limit, Optional<Place.Keyset> upTo) {
        RowOrder order = order(from);
        List<String> where = new ArrayList<>(stretch(from));
        upTo.map(place -> order.upTo(place.after())).ifPresent(where::add);
        where.addAll(bounds);
        where.addAll(conditions);
        return "select %s from %s%s order by %s%s"
                .formatted(
                        columns(placeColumns(from)),
                        from(),
                        where(where),
                        order.orderBy(),
                        limit.isPresent() ? " limit " + limit.getAsInt() : "");
    }

    /// The columns of the order, of the row that comes so many rows later, whatever the conditions
    /// say of it.
    String boundary(Optional<Place.Keyset> from, int rows) {
        RowOrder order = order(from);
        List<String> names = order.columns().stream().map(column -> column.in(ALIAS)).toList();
        List<String> where = new ArrayList<>(stretch(from));
        where.addAll(bounds);
        return "select %s from %s%s order by %s offset %d limit 1"
                .formatted(
                        String.join(", ", names), from(), where(where), order.orderBy(), rows - 1);
    }

    /// The rows of some blocks in the order of storage. Behind the columns of the table comes the
    /// row's `ctid`.
    ///
    /// @param leaf the table or a partition, as SQL names it
    /// @param end the block before which it ends
    String blocks(String leaf, Place.Storage from, long end) {
        List<String> where = new ArrayList<>();
        where.add("t.ctid > '%s'::pg_catalog.tid".formatted(from.after()));
        where.add("t.ctid < '(%d,0)'::pg_catalog.tid".formatted(end));
        where.addAll(bounds);
        where.addAll(conditions);
        return "select %s from only %s as t%s order by t.ctid"
                .formatted(columns(List.of("ctid")), leaf, where(where));
    }

    /// Some rows.
    ///
    /// @param rows texts of the columns that name them, by their names; what is missing is NULL
    String named(List<Map<String, String>> rows) {
        String any = String.join(" or ", rows.stream().map(this::named).toList());
        List<String> where = new ArrayList<>(List.of("(" + any + ")"));
        where.addAll(bounds);
        where.addAll(conditions);
        return "select %s from %s%s".formatted(columns(List.of()), from(), where(where));
    }

    private String named(Map<String, String> row) {
        List<String> all = new ArrayList<>();
        for (int index : table.relation().keyColumns()) {
            String name = table.relation().columns().get(index).name();
            Optional<String> text = Optional.ofNullable(row.get(name));
            all.add(text.map(known -> equality(name, known)).orElse(in(name) + " is null"));
        }
        return "(" + String.join(" and ", all) + ")";
    }

    private String equality(String name, String text) {
        return table.key().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(column -> bound(column, column.operators().equal(), text))
                // Not all types have an equality.
                .orElseGet(() ->
                        "pg_catalog.concat(%s) = %s".formatted(in(name), Literals.quote(text)));
    }

    private static String in(String column) {
        return ALIAS + "." + Identifiers.quote(column);
    }

    /// All rows, without an order.
    String all() {
        List<String> where = new ArrayList<>(bounds);
        where.addAll(conditions);
        return "select from %s%s".formatted(from(), where(where));
    }

    /// Where the columns of the order stand in [#rows].
    int[] placeFields(Optional<Place.Keyset> from) {
        List<String> fields =
                new ArrayList<>(table.relation().columns().stream().map(Column::name).toList());
        fields.addAll(placeColumns(from));
        return order(from).columns().stream()
                .mapToInt(column -> fields.indexOf(column.name()))
                .toArray();
    }

    private List<String> placeColumns(Optional<Place.Keyset> from) {
        List<String> known = table.relation().columns().stream().map(Column::name).toList();
        return order(from).columns().stream()
                .map(KeyColumn::name)
                .filter(name -> !known.contains(name))
                .toList();
    }

    /// The order among the rows that `from` is one of: of rows without a value of the first column
    /// the others decide.
    RowOrder order(Optional<Place.Keyset> from) {
        List<KeyColumn> all = table.order();
        boolean nulls = from.filter(Place.Keyset::nulls).isPresent();
        return new RowOrder(nulls ? all.subList(1, all.size()) : all, ALIAS);
    }

    private List<String> stretch(Optional<Place.Keyset> from) {
        List<String> where = new ArrayList<>();
        if (table.hasNulls()) {
            boolean nulls = from.filter(Place.Keyset::nulls).isPresent();
            where.add(table.order().getFirst().in(ALIAS) + (nulls ? " is null" : " is not null"));
        }
        from.filter(place -> !place.after().isEmpty())
                .map(place -> order(from).after(place.after()))
                .ifPresent(where::add);
        return where;
    }

    private static List<String> bounds(PagedTable table) {
        Slice slice = table.slice();
        List<String> bounds = new ArrayList<>();
        table.sort()
                .map(SortColumn::column)
                .ifPresent(column -> {
                    slice.start()
                            .map(text -> bound(column, column.operators().greaterOrEqual(), text))
                            .ifPresent(bounds::add);
                    slice.end()
                            .map(text -> bound(column, column.operators().lessOrEqual(), text))
                            .ifPresent(bounds::add);
                });
        return bounds;
    }

    private static String bound(KeyColumn column, String operator, String text) {
        return "%s %s %s".formatted(column.in(ALIAS), operator, column.literal(text));
    }

    private String from() {
        TableName name = table.relation().name();
        // The rows of children that are no partitions are streamed as theirs.
        return "%s%s as t".formatted(table.partitioned() ? "" : "only ", Identifiers.quote(name));
    }

    private String columns(List<String> further) {
        List<String> names =
                new ArrayList<>(table.relation().columns().stream().map(Column::name).toList());
        names.addAll(further);
        return String.join(", ", names.stream().map(PageQuery::in).toList());
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }
}
