package dev.rowhook.reader.page;

import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange;
import dev.rowhook.core.change.TableName;
import dev.rowhook.filter.match.Ruling;
import dev.rowhook.filter.match.Selection;
import dev.rowhook.filter.match.SinkMatch;
import dev.rowhook.filter.match.TableMatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a sink and a backfill of it want a row as it is now. For one relation version; not
/// thread-safe.
final class ReadWish {
    private final Relation relation;
    private final TableMatch table;
    private final SinkMatch sink;
    private final Optional<SinkMatch> backfill;

    /// @param filter the condition of the backfill alone
    /// @param newest the newest versions of the other tables
    ReadWish(
            Relation relation,
            Selection selection,
            Optional<String> filter,
            Function<TableName, Optional<Relation>> newest) {
        this.relation = relation;
        this.table = new TableMatch(relation);
        this.sink = table.match(selection, newest);
        TableName name = relation.name();
        this.backfill =
                filter.map(text ->
                        table.match(
                                new Selection(
                                        Set.of(name), Set.of(), Map.of(name, text), List.of()),
                                newest));
    }

    boolean isFor(Relation other) {
        return relation.equals(other);
    }

    /// What is to become of a row; the backfill's doubts count as a yes.
    Ruling of(byte[] body) {
        try {
            table.show(RowChange.decode(body, relation));
        } catch (MalformedChangeException e) {
            return Ruling.UNDECIDED;
        }
        boolean unasked = backfill.isPresent() && backfill.get().ruling() == Ruling.UNWANTED;
        return unasked ? Ruling.UNWANTED : sink.ruling();
    }
}
