package dev.rowhook.reader;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.filter.match.SqlFacts;
import dev.rowhook.reader.pgoutput.PgOutputMessage.ColumnMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.TableFacts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Completes what the stream says of a relation with what only the catalogue knows: types that are
/// not built in, collations, and the primary key where the replica identity is FULL. It is asked
/// once per relation message, never per change, and only if such a thing is needed.
///
/// The catalogue is further on than the stream: of a column that it has with another type, or has
/// no more, it says nothing.
final class RelationDescriber {
    private final SourceConnections connections;

    RelationDescriber(SourceConnections connections) {
        this.connections = connections;
    }

    /// The relation, of no version yet.
    ///
    /// @param isFiltered whether a filter needs to know all of its columns
    Relation describe(RelationMessage message, boolean isFiltered) throws SQLException {
        boolean full = message.identity() == ReplicaIdentity.FULL;
        boolean unknown =
                message.columns().stream()
                        .anyMatch(column -> ValueType.ofBuiltIn(column.typeOid()).isEmpty());
        Optional<Relation> catalogue =
                full || unknown || isFiltered ? ask(message.oid()) : Optional.empty();
        List<Column> columns = message.columns().stream().map(RelationDescriber::column).toList();
        Relation streamed =
                new Relation(
                        0,
                        message.oid(),
                        message.schema(),
                        message.table(),
                        message.identity(),
                        columns,
                        TableFacts.keyColumns(
                                message.identity(), columns, primaryKey(columns, catalogue)),
                        false);
        return catalogue.map(relation -> SqlFacts.completed(streamed, relation)).orElse(streamed);
    }

    /// A relation that was described before without the catalogue.
    Relation complete(Relation relation) throws SQLException {
        return ask(relation.oid())
                .map(catalogue -> SqlFacts.completed(relation, catalogue))
                .orElse(relation);
    }

    /// A relation with what the catalogue says now of the types that are not built in.
    Relation renew(Relation relation) throws SQLException {
        List<Column> columns =
                relation.columns().stream()
                        .map(column ->
                                ValueType.ofBuiltIn(column.typeOid()).isPresent()
                                        ? column
                                        : new Column(
                                                column.name(),
                                                column.typeOid(),
                                                column.identity(),
                                                Scalar.TEXT))
                        .toList();
        return ask(relation.oid())
                .map(catalogue -> SqlFacts.completed(relation.withColumns(columns), catalogue))
                .orElse(relation);
    }

    /// The table as the catalogue has it now, of no version yet; empty if it is gone.
    Optional<Relation> ask(int oid) throws SQLException {
        try (Connection catalogue = connections.open()) {
            return TableFacts.read(catalogue, oid);
        }
    }

    private static Column column(ColumnMessage column) {
        ValueType type = ValueType.ofBuiltIn(column.typeOid()).orElse(Scalar.TEXT);
        return new Column(column.name(), column.typeOid(), column.identity(), type);
    }

    /// Empty if all columns of the table name a row.
    private static List<Integer> primaryKey(List<Column> columns, Optional<Relation> catalogue) {
        List<Integer> key = new ArrayList<>();
        if (catalogue.isPresent()) {
            List<String> names =
                    catalogue.get().keyColumns().stream()
                            .map(i -> catalogue.get().columns().get(i).name())
                            .toList();
            for (int i = 0; i < columns.size(); i++) {
                if (names.contains(columns.get(i).name())) {
                    key.add(i);
                }
            }
        }
        return key;
    }
}
