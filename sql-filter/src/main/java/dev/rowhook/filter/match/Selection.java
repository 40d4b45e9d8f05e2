package dev.rowhook.filter.match;

import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.TableName;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a sink wants. Immutable.
///
/// @param filters the texts of filters, by table; a table without one is not in there
/// @param changedColumns of updates only those that change one of these; empty if all count
/// @param hearsOfLeaving whether an update by which a row leaves the filter is wanted as a delete
/// @param messages the prefixes of the logical messages that are wanted; `*` at the end of one
///   stands for whatever follows
public record Selection(
        Set<TableName> tables,
        Set<Action> actions,
        Map<TableName, String> filters,
        List<String> changedColumns,
        boolean hearsOfLeaving,
        List<String> messages) {
    private static final Map<String, Action> ACTIONS =
            Map.of(
                    "insert", Action.INSERT,
                    "update", Action.UPDATE,
                    "delete", Action.DELETE,
                    "truncate", Action.TRUNCATE);

    public Selection {
        tables = Set.copyOf(tables);
        actions = Set.copyOf(actions);
        filters = Map.copyOf(filters);
        changedColumns = List.copyOf(changedColumns);
        messages = List.copyOf(messages);
    }

    /// Changes of these tables and actions without a condition.
    public static Selection of(Set<TableName> tables, Set<Action> actions) {
        return new Selection(tables, actions, Map.of(), List.of());
    }

    /// What does not hear of rows that leave.
    public Selection(
            Set<TableName> tables,
            Set<Action> actions,
            Map<TableName, String> filters,
            List<String> changedColumns) {
        this(tables, actions, filters, changedColumns, false, List.of());
    }

    /// A table of a sink, and the filter of this table only, if there is one.
    public record Table(TableName name, Optional<String> filter) {}

    /// As settings say it: actions by their names, a filter that holds for all tables that have
    /// none of their own, and `delete` or `ignore` for rows that leave.
    public static Selection of(
            Collection<Table> tables,
            String[] actions,
            @Nullable String filter,
            String @Nullable [] changedColumns,
            String onLeave) {
        Map<TableName, String> filters = new HashMap<>();
        for (Table table : tables) {
            table.filter()
                    .or(() -> Optional.ofNullable(filter))
                    .ifPresent(text -> filters.put(table.name(), text));
        }
        return new Selection(
                tables.stream().map(Table::name).collect(Collectors.toSet()),
                List.of(actions).stream()
                        .map(action -> ACTIONS.get(action.toLowerCase(Locale.ROOT)))
                        .flatMap(action -> Optional.ofNullable(action).stream())
                        .collect(Collectors.toSet()),
                filters,
                changedColumns == null ? List.of() : List.of(changedColumns),
                onLeave.equals("delete"),
                List.of());
    }

    /// The same, and logical messages of these prefixes.
    public Selection withMessages(String... prefixes) {
        return new Selection(
                tables, actions, filters, changedColumns, hearsOfLeaving, List.of(prefixes));
    }

    /// Whether a logical message is wanted.
    public boolean wantsMessage(String prefix) {
        return messages.stream()
                .anyMatch(wanted ->
                        wanted.endsWith("*")
                                ? prefix.startsWith(wanted.substring(0, wanted.length() - 1))
                                : prefix.equals(wanted));
    }

    /// Whether changes of a relation may be wanted: of a table, or logical messages.
    public boolean includes(TableName relation) {
        return tables.contains(relation)
                || (!messages.isEmpty() && relation.equals(LogicalMessageBody.NAME));
    }

    /// Whether changes of this table and action may be wanted. What a backfill adds was asked for.
    public boolean includes(TableName table, Action action) {
        boolean asked = action == Action.READ || action == Action.MESSAGE || action.isMark();
        return (asked || actions.contains(action)) && includes(table);
    }

    /// Whether more than table and action decides.
    public boolean isConditional(TableName table) {
        return tables.contains(table)
                && (filters.containsKey(table)
                        || (!changedColumns.isEmpty() && actions.contains(Action.UPDATE)));
    }

    /// Whether more than table and action decides of any table.
    public boolean isConditional() {
        return tables.stream().anyMatch(this::isConditional);
    }
}
