package dev.rowhook.source;

import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.ValueType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks up types that a database defines itself, each once: a domain is what it is made of, an
/// array what its elements are.
final class CatalogueTypes {
    private static final String TYPE =
            """
            select t.typtype, t.typbasetype, t.typcategory, t.typelem, t.typdelim,
                   format_type(t.oid, null),
                   array(select e.enumlabel::text from pg_enum e
                         where e.enumtypid = t.oid order by e.enumsortorder)
            from pg_type t where t.oid = ?
            """;

    private final Connection catalogue;
    private final Map<Integer, Known> types = new HashMap<>();

    /// How the values of a type become JSON, and what SQL makes of it.
    record Known(ValueType value, SqlType sql) {}

    CatalogueTypes(Connection catalogue) {
        this.catalogue = catalogue;
    }

    Known find(int oid) throws SQLException {
        Optional<ValueType> builtIn = ValueType.ofBuiltIn(oid);
        if (builtIn.isPresent()) {
            return new Known(builtIn.get(), new SqlType.BuiltIn(oid));
        }
        Known known = types.get(oid);
        if (known == null) {
            known = resolve(oid);
            types.put(oid, known);
        }
        return known;
    }

    private Known resolve(int oid) throws SQLException {
        try (PreparedStatement statement = catalogue.prepareStatement(TYPE)) {
            statement.setObject(1, Integer.toUnsignedLong(oid), Types.BIGINT);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    String name = "type " + Integer.toUnsignedString(oid);
                    return new Known(Scalar.TEXT, new SqlType.Opaque(oid, name));
                }
                return switch (row.getString(1)) {
                    case "d" -> find((int) row.getLong(2));
                    case "e" -> {
                        List<String> labels = List.of((String[]) row.getArray(7).getArray());
                        yield new Known(
                                Scalar.TEXT,
                                new SqlType.Enumeration(oid, row.getString(6), labels));
                    }
                    default ->
                            row.getString(3).equals("A") && row.getLong(4) != 0
                                    ? array(oid, (int) row.getLong(4), row.getString(5).charAt(0))
                                    : new Known(
                                            Scalar.TEXT, new SqlType.Opaque(oid, row.getString(6)));
                };
            }
        }
    }

    private Known array(int oid, int elementOid, char delimiter) throws SQLException {
        Known element = find(elementOid);
        ValueType value =
                element.value() instanceof Scalar scalar
                        ? new ValueType.Array(scalar, delimiter)
                        : Scalar.TEXT;
        return new Known(value, new SqlType.ArrayOf(oid, element.sql()));
    }
}
