package dev.rowhook.backfill.page;

import dev.rowhook.core.change.Relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table as pages of it are read.
///
/// @param relation its columns are those that are streamed
/// @param slice the rows that were asked for, with positions as they were when somebody looked
/// @param partitioned whether its rows are those of its partitions
/// @param sort the column that was asked to come first
/// @param published a condition of the publications, under which rows are streamed
/// @param fingerprint changes with what the catalogue says of columns and indexes
public record PagedTable(
        Relation relation,
        Slice slice,
        boolean partitioned,
        PageKey key,
        Optional<SortColumn> sort,
        Optional<String> published,
        String fingerprint) {

    /// The columns of the order of its pages; none if that is the order of storage, in which no
    /// other column can come first.
    List<KeyColumn> order() {
        if (key.isStorage() || sort.isEmpty()) {
            return key.columns();
        }
        List<KeyColumn> order = new ArrayList<>();
        order.add(sort.get().column());
        key.columns().stream()
                .filter(column -> !column.name().equals(sort.get().column().name()))
                .forEach(order::add);
        return order;
    }

    /// Whether it is read in the order of storage.
    public boolean isStored() {
        return key.isStorage();
    }

    /// The names of the columns of the order of its pages.
    public List<String> orderNames() {
        return order().stream().map(KeyColumn::name).toList();
    }

    /// Whether rows without a value of the first column may come last.
    boolean hasNulls() {
        return !key.isStorage() && sort.isPresent() && sort.get().nullable();
    }
}
