package dev.rowhook.source;

import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.ValueType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks up types that a database defines itself, each once: a domain is what it is made of, an
/// array what its elements are, a composite what its attributes are.
final class CatalogueTypes {
    private static final String TYPE =
            """
            select t.typtype, t.typbasetype, t.typcategory, t.typelem, t.typdelim,
                   format_type(t.oid, null),
                   array(select e.enumlabel::text from pg_enum e
                         where e.enumtypid = t.oid order by e.enumsortorder),
                   t.typrelid,
                   t.typname = 'hstore' and exists (
                       select from pg_depend d join pg_extension x on x.oid = d.refobjid
                       where d.classid = 'pg_type'::regclass and d.objid = t.oid
                         and d.refclassid = 'pg_extension'::regclass and x.extname = 'hstore')
            from pg_type t where t.oid = ?
            """;

    private static final String ATTRIBUTES =
            """
            select a.attname, a.atttypid from pg_attribute a
            where a.attrelid = ? and a.attnum > 0 and not a.attisdropped
            order by a.attnum
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
                    case "c" ->
                            new Known(
                                    composite((int) row.getLong(8)),
                                    new SqlType.Opaque(oid, row.getString(6)));
                    default ->
                            row.getString(3).equals("A") && row.getLong(4) != 0
                                    ? array(oid, (int) row.getLong(4), row.getString(5).charAt(0))
                                    : new Known(
                                            row.getBoolean(9) ? Scalar.HSTORE : Scalar.TEXT,
                                            new SqlType.Opaque(oid, row.getString(6)));
                };
            }
        }
    }

    private ValueType composite(int relationOid) throws SQLException {
        List<ValueType.Field> fields = new ArrayList<>();
        try (PreparedStatement statement = catalogue.prepareStatement(ATTRIBUTES)) {
            statement.setObject(1, Integer.toUnsignedLong(relationOid), Types.BIGINT);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ValueType type = find((int) row.getLong(2)).value();
                    fields.add(new ValueType.Field(row.getString(1), type));
                }
            }
        }
        return new ValueType.Row(fields);
    }

    private Known array(int oid, int elementOid, char delimiter) throws SQLException {
        Known element = find(elementOid);
        return new Known(
                new ValueType.Array(element.value(), delimiter),
                new SqlType.ArrayOf(oid, element.sql()));
    }
}
