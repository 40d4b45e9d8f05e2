package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Optional;

/// A table of a source as answers show it.
///
/// @param table its name as SQL writes it, and as sinks name it
/// @param sinks those that want it
/// @param columns null unless they were asked for
record TableAnswer(
        String table,
        String schema,
        String name,
        String kind,
        @JsonProperty("partition_of") Optional<String> partitionOf,
        @JsonProperty("estimated_rows") Optional<Long> estimatedRows,
        @JsonProperty("estimated_bytes") Optional<Long> estimatedBytes,
        @JsonProperty("replica_identity") String replicaIdentity,
        @JsonProperty("primary_key") List<String> primaryKey,
        List<String> identity,
        boolean published,
        @JsonProperty("published_actions") List<String> publishedActions,
        boolean readable,
        List<Sink> sinks,
        Optional<List<Column>> columns) {

    TableAnswer {
        primaryKey = List.copyOf(primaryKey);
        identity = List.copyOf(identity);
        publishedActions = List.copyOf(publishedActions);
        sinks = List.copyOf(sinks);
        columns = columns.map(List::copyOf);
    }

    /// A sink that wants the table.
    record Sink(String id, String name) {}

    /// A column.
    ///
    /// @param keyPosition where it stands in the primary key, from 1 on
    record Column(
            String name,
            String type,
            boolean nullable,
            @JsonProperty("key_position") Optional<Integer> keyPosition,
            boolean generated) {}

    static TableAnswer of(SourceTable table, boolean withColumns, List<Sink> sinks) {
        return new TableAnswer(
                table.name().toString(),
                table.name().schema(),
                table.name().table(),
                table.kind(),
                table.partitionOf().map(Object::toString),
                table.estimatedRows(),
                table.estimatedBytes(),
                table.replicaIdentity(),
                table.primaryKey(),
                table.identity(),
                !table.publishedActions().isEmpty(),
                table.publishedActions(),
                table.readable(),
                sinks,
                withColumns ? Optional.of(columns(table)) : Optional.empty());
    }

    private static List<Column> columns(SourceTable table) {
        return table.columns().stream()
                .map(column ->
                        new Column(
                                column.name(),
                                column.type(),
                                column.nullable(),
                                Optional.of(table.primaryKey().indexOf(column.name()) + 1)
                                        .filter(position -> position > 0),
                                column.generated()))
                .toList();
    }
}
