package dev.rowhook.reader;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.reader.pgoutput.PgOutputMessage.ColumnMessage;
import dev.rowhook.reader.pgoutput.PgOutputMessage.RelationMessage;
import dev.rowhook.reader.source.SourceConnections;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Completes what the stream says of a relation with what only the catalogue knows: types that are
/// not built in, and the primary key where the replica identity is FULL. It is asked once per
/// relation message, never per change, and only if such a thing is needed.
///
/// Not thread-safe.
final class RelationDescriber {
    private final SourceConnections connections;
    private final Map<Integer, ValueType> userTypes = new HashMap<>();

    RelationDescriber(SourceConnections connections) {
        this.connections = connections;
    }

    /// The relation, of no version yet.
    Relation describe(RelationMessage message) throws SQLException {
        Set<Integer> unknown = new HashSet<>();
        for (ColumnMessage column : message.columns()) {
            if (type(column.typeOid()).isEmpty()) {
                unknown.add(column.typeOid());
            }
        }
        boolean full = message.identity() == ReplicaIdentity.FULL;
        List<String> primaryKey = List.of();
        if (full || !unknown.isEmpty()) {
            try (Connection catalogue = connections.open()) {
                for (int oid : unknown) {
                    userTypes.put(oid, resolve(catalogue, oid));
                }
                if (full) {
                    primaryKey = primaryKey(catalogue, message.oid());
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        for (ColumnMessage column : message.columns()) {
            ValueType type = type(column.typeOid()).orElse(Scalar.TEXT);
            columns.add(new Column(column.name(), column.typeOid(), column.identity(), type));
        }
        return new Relation(
                0,
                message.oid(),
                message.schema(),
                message.table(),
                message.identity(),
                columns,
                keyColumns(message, columns, primaryKey),
                false);
    }

    private static List<Integer> keyColumns(
            RelationMessage message, List<Column> columns, List<String> primaryKey) {
        IntStream all = IntStream.range(0, columns.size());
        IntStream key =
                switch (message.identity()) {
                    case DEFAULT, INDEX -> all.filter(i -> columns.get(i).identity());
                    case NOTHING -> IntStream.empty();
                    case FULL ->
                            primaryKey.isEmpty()
                                    ? all
                                    : all.filter(i -> primaryKey.contains(columns.get(i).name()));
                };
        return key.boxed().toList();
    }

    private Optional<ValueType> type(int oid) {
        return ValueType.ofBuiltIn(oid).or(() -> Optional.ofNullable(userTypes.get(oid)));
    }

    /// A domain is what it is made of, an array what its elements are, anything else is its text.
    private static ValueType resolve(Connection catalogue, int oid) throws SQLException {
        String sql =
                "select typtype, typbasetype, typcategory, typelem, typdelim from pg_type where oid = ?";
        long unsigned = Integer.toUnsignedLong(oid);
        try (PreparedStatement statement = catalogue.prepareStatement(sql)) {
            statement.setObject(1, unsigned, Types.BIGINT);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Scalar.TEXT;
                }
                if (row.getString(1).equals("d")) {
                    return known(catalogue, (int) row.getLong(2));
                }
                if (row.getString(3).equals("A") && row.getLong(4) != 0) {
                    ValueType element = known(catalogue, (int) row.getLong(4));
                    return element instanceof Scalar scalar
                            ? new ValueType.Array(scalar, row.getString(5).charAt(0))
                            : Scalar.TEXT;
                }
                return Scalar.TEXT;
            }
        }
    }

    private static ValueType known(Connection catalogue, int oid) throws SQLException {
        Optional<ValueType> builtIn = ValueType.ofBuiltIn(oid);
        return builtIn.isPresent() ? builtIn.get() : resolve(catalogue, oid);
    }

    private static List<String> primaryKey(Connection catalogue, int relation) throws SQLException {
        String sql =
                """
                select array_agg(a.attname::text)
                from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = ? and i.indisprimary
                """;
        try (PreparedStatement statement = catalogue.prepareStatement(sql)) {
            statement.setObject(1, Integer.toUnsignedLong(relation), Types.BIGINT);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Array names = row.getArray(1);
                return names == null ? List.of() : List.of((String[]) names.getArray());
            }
        }
    }
}
