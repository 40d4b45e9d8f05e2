package dev.rowhook.api.sink;

import dev.rowhook.api.database.ProbeResult.Check;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.sink.SinkAnswer.Subscription;
import dev.rowhook.core.change.TableName;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges whether what a sink wants of its tables can be streamed. Pure.
final class TableChecks {
    private static final Set<String> OF_A_ROW = Set.of("update", "delete");

    private final Subscription wanted;
    private final List<TableName> tables;
    private final Map<TableName, SourceTable> described;

    /// @param described those of the tables that there are
    TableChecks(Subscription wanted, List<TableName> tables, List<SourceTable> described) {
        this.wanted = wanted;
        this.tables = tables;
        this.described =
                described.stream()
                        .collect(Collectors.toMap(SourceTable::name, Function.identity()));
    }

    Check exist() {
        List<TableName> missing =
                tables.stream().filter(table -> !described.containsKey(table)).toList();
        return check(
                "tables_exist",
                missing,
                "The source has all tables.",
                "The source has no table %s.",
                "Create them; the sink streams them from then on.");
    }

    /// A table without an identity is published without updates and deletes, which is
    /// [#identified]'s to tell.
    Check published() {
        List<TableName> lacking =
                described.values().stream()
                        .filter(table -> !table.publishedActions().containsAll(needed(table)))
                        .map(SourceTable::name)
                        .toList();
        return check(
                "tables_published",
                lacking,
                "The publication sends what the sink wants of all tables.",
                "The publication does not send all of what the sink wants of %s.",
                "alter publication … add table %s; a publication of Rowhook's gets them by itself once the sink is streamed.");
    }

    private List<String> needed(SourceTable table) {
        return wanted.actions().stream()
                .filter(action -> !table.identity().isEmpty() || !OF_A_ROW.contains(action))
                .toList();
    }

    Check identified() {
        boolean ofRows = wanted.actions().stream().anyMatch(OF_A_ROW::contains);
        List<TableName> lacking =
                described.values().stream()
                        .filter(table -> ofRows && table.identity().isEmpty())
                        .map(SourceTable::name)
                        .toList();
        return check(
                "replica_identity",
                lacking,
                "Updates and deletes name their rows.",
                "Nothing names the rows of %s: their updates and deletes are not streamed.",
                "Give them a primary key, or alter table %s replica identity full;");
    }

    private static Check check(
            String code,
            Collection<TableName> lacking,
            String passed,
            String failed,
            String remedy) {
        String names =
                lacking.stream()
                        .map(TableName::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return lacking.isEmpty()
                ? new Check(code, true, passed, "")
                : new Check(code, false, failed.formatted(names), remedy.formatted(names));
    }
}
