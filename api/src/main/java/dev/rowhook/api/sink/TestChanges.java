package dev.rowhook.api.sink;

import dev.rowhook.api.database.SourceTables;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.sink.SinkTestRequest.Given;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.ChangeBody;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;
import dev.rowhook.dispatcher.TrialChange;
import dev.rowhook.dispatcher.lookup.MessageRecords;
import dev.rowhook.dispatcher.lookup.RecentChange;
import dev.rowhook.filter.FilterTable;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The changes that a sink is tried on: those that are given, or else the newest one that the log
/// has of its first table, or else one that is made up. The source is asked for its tables unless
/// the log has one.
@Component
class TestChanges {
    private final SourceTables source;
    private final MessageRecords records;

    TestChanges(SourceTables source, MessageRecords records) {
        this.source = source;
        this.records = records;
    }

    /// @param origin `given`, `log` or `made_up`
    record Chosen(TableName table, String action, String origin, TrialChange change) {}

    /// @throws ProblemException if the source cannot be asked, or a change does not fit its table
    List<Chosen> choose(AccountId account, SinkAnswer sink, SinkTestRequest request) {
        List<TableName> tables =
                sink.subscription().tables().stream()
                        .map(name -> TableName.parse(name).orElseThrow())
                        .toList();
        return request.changes().isPresent()
                ? given(account, sink, tables, request.changes().get())
                : List.of(byDefault(account, sink, tables.getFirst()));
    }

    private List<Chosen> given(
            AccountId account, SinkAnswer sink, List<TableName> tables, List<Given> changes) {
        List<TableName> named =
                changes.stream().map(given -> given.table().orElse(tables.getFirst())).toList();
        Map<TableName, List<TableShape>> shapes =
                source.read(account, sink.databaseId(), named.stream().distinct().toList());
        List<Chosen> chosen = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            try {
                chosen.add(given(named.get(i), shapes, changes.get(i)));
            } catch (InvalidFieldException e) {
                throw ProblemException.invalidFields(
                        List.of(e.within(Integer.toString(i)).within("changes").error()));
            }
        }
        return chosen;
    }

    private static Chosen given(
            TableName table, Map<TableName, List<TableShape>> shapes, Given given)
            throws InvalidFieldException {
        Relation relation =
                relation(shapes.getOrDefault(table, List.of()))
                        .orElseThrow(() ->
                                new InvalidFieldException(
                                                "unknown_table",
                                                "The source has no table %s.".formatted(table))
                                        .within("table"));
        return new Chosen(
                table,
                word(given.change().action()),
                "given",
                new TrialChange(
                        relation,
                        ChangeBody.of(given.change().of(FilterTable.of(relation)), relation)));
    }

    private Chosen byDefault(AccountId account, SinkAnswer sink, TableName table) {
        DatabaseId database = DatabaseId.parse(sink.databaseId()).orElseThrow();
        return records.recent(account, database, table, 1).stream()
                .findFirst()
                .filter(recent -> isOfARow(recent.change().action()))
                .map(recent -> newest(table, recent))
                .orElseGet(() -> madeUp(account, sink, table));
    }

    private static boolean isOfARow(Action action) {
        return action == Action.INSERT || action == Action.UPDATE || action == Action.DELETE;
    }

    private static Chosen newest(TableName table, RecentChange recent) {
        return new Chosen(
                table,
                word(recent.change().action()),
                "log",
                new TrialChange(recent.relation(), recent.logged().body()));
    }

    private Chosen madeUp(AccountId account, SinkAnswer sink, TableName table) {
        Relation relation =
                relation(
                                source.read(account, sink.databaseId(), List.of(table))
                                        .getOrDefault(table, List.of()))
                        .orElseThrow(() -> ProblemException.of(ProblemCode.TABLE_NOT_FOUND));
        return new Chosen(
                table,
                word(Action.INSERT),
                "made_up",
                new TrialChange(relation, ChangeBody.of(MadeUpRow.insert(relation), relation)));
    }

    private static Optional<Relation> relation(List<TableShape> shapes) {
        return shapes.stream().findFirst().flatMap(TableShape::relation);
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
