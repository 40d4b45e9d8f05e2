package dev.rowhook.benchmarks.micro;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.change.SqlType.BuiltIn;
import dev.rowhook.core.change.TableName;
import dev.rowhook.core.change.Tuple;
import dev.rowhook.core.change.TupleBuilder;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterException;
import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.eval.Filter;

import java.util.List;
import java.util.stream.IntStream;

/// A table of orders under a full replica identity, and updates of it.
final class Orders {
    private static final Collation COLLATION =
            new Collation(Collation.Order.BYTES, Collation.CaseMapping.SIMPLE);

    static final FilterTable TABLE =
            new FilterTable(
                    new TableName("public", "orders"),
                    List.of(
                            column("id", 20),
                            column("customer", 23),
                            column("status", 25),
                            column("total", 1700),
                            column("note", 25),
                            column("tags", 1009),
                            column("data", 3802),
                            column("updated_at", 1184)));

    private static final String[] STATES = {"new", "paid", "packed", "shipped", "returned"};

    private Orders() {}

    private static FilterColumn column(String name, int oid) {
        return new FilterColumn(name, new BuiltIn(oid), COLLATION, true);
    }

    static Filter filter(String text) {
        try {
            return Filter.compile(text, TABLE);
        } catch (FilterException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// Updates of different orders, each of which moves on by a state.
    static RowChange[] updates(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new RowChange(Action.UPDATE, 1, OldRow.FULL, row(i, i), row(i, i + 1)))
                .toArray(RowChange[]::new);
    }

    private static Tuple row(int order, int state) {
        return new TupleBuilder()
                .text(Long.toString(1_000_000L + order))
                .text(Integer.toString(order % 500))
                .text(STATES[state % STATES.length])
                .text("%d.%02d".formatted(order % 2_000, order % 100))
                .text("left at the door, order number " + order)
                .text(order % 3 == 0 ? "{express,gift}" : "{standard}")
                .text(
                        "{\"channel\": \"%s\", \"priority\": %d}"
                                .formatted(order % 2 == 0 ? "web" : "shop", order % 10))
                .text("2026-11-21 09:%02d:00.123456+00".formatted(order % 60))
                .build();
    }
}
