package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.FilterColumn;
import dev.rowhook.filter.FilterTable;

import java.util.Optional;

/// What the rules of typing ask of a type, for the types of Postgres and those of one table.
final class Types {
    private static final char USER = 'U';

    private final Catalogue catalogue;
    private final FilterTable table;

    Types(Catalogue catalogue, FilterTable table) {
        this.catalogue = catalogue;
        this.table = table;
    }

    static boolean isUnknown(SqlType type) {
        return type.equals(Oids.UNKNOWN_TYPE);
    }

    static SqlType of(int oid) {
        return new SqlType.BuiltIn(oid);
    }

    char category(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) ->
                    catalogue.type(oid).map(TypeEntry::category).orElse(USER);
            case SqlType.Enumeration _ -> 'E';
            case SqlType.ArrayOf _ -> 'A';
            case SqlType.Opaque _ -> USER;
        };
    }

    boolean isPreferred(SqlType type) {
        return entry(type).map(TypeEntry::preferred).orElse(false);
    }

    boolean isEnum(SqlType type) {
        return type instanceof SqlType.Enumeration;
    }

    boolean isCollatable(SqlType type) {
        return entry(type).map(found -> !found.collation().isEmpty()).orElse(false);
    }

    /// Whether its values collate by bytes unless told otherwise.
    boolean collatesByBytes(SqlType type) {
        return entry(type).map(found -> found.collation().equals("C")).orElse(false);
    }

    /// What it is an array of.
    Optional<SqlType> element(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn _ ->
                    entry(type).filter(t -> t.element() != 0).map(t -> of(t.element()));
            case SqlType.ArrayOf(_, SqlType element) -> Optional.of(element);
            case SqlType.Enumeration _, SqlType.Opaque _ -> Optional.empty();
        };
    }

    /// The type of its arrays. Where the database made it, and no column of the table has it, its
    /// oid is not known and 0.
    Optional<SqlType> arrayOf(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn _ ->
                    entry(type).filter(t -> t.array() != 0).map(t -> of(t.array()));
            case SqlType.Enumeration _, SqlType.Opaque _ ->
                    Optional.of(
                            table.columns().stream()
                                    .map(FilterColumn::type)
                                    .filter(column -> element(column).equals(Optional.of(type)))
                                    .findFirst()
                                    .orElseGet(() -> new SqlType.ArrayOf(0, type)));
            case SqlType.ArrayOf _ -> Optional.empty();
        };
    }

    /// The type of a range's bounds.
    Optional<SqlType> rangeSubtype(SqlType type) {
        return entry(type).filter(t -> t.kind() == 'r').map(t -> of(t.subtype()));
    }

    /// The ranges that a multirange is made of.
    Optional<SqlType> multirangeRange(SqlType type) {
        return entry(type).filter(t -> t.kind() == 'm').map(t -> of(t.subtype()));
    }

    /// Whether filters know nothing of the type but its text.
    boolean isOpaque(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) -> catalogue.type(oid).isEmpty();
            case SqlType.Enumeration _ -> false;
            case SqlType.ArrayOf(_, SqlType element) -> isOpaque(element);
            case SqlType.Opaque _ -> true;
        };
    }

    private Optional<TypeEntry> entry(SqlType type) {
        return type instanceof SqlType.BuiltIn(int oid) ? catalogue.type(oid) : Optional.empty();
    }

    /// As a person writes it.
    String name(SqlType type) {
        return switch (type) {
            case SqlType.BuiltIn(int oid) ->
                    element(type)
                            .filter(_ -> oid != Oids.INT2_VECTOR && oid != Oids.OID_VECTOR)
                            .map(element -> name(element) + "[]")
                            .orElseGet(() -> spelled(type));
            case SqlType.Enumeration(_, String name, _) -> name;
            case SqlType.ArrayOf(_, SqlType element) -> name(element) + "[]";
            case SqlType.Opaque(_, String name) -> name;
        };
    }

    private String spelled(SqlType type) {
        String name = entry(type).map(TypeEntry::name).orElse("type " + type.oid());
        return switch (name) {
            case "int2" -> "smallint";
            case "int4" -> "integer";
            case "int8" -> "bigint";
            case "float4" -> "real";
            case "float8" -> "double precision";
            case "bool" -> "boolean";
            case "bpchar" -> "character";
            case "varchar" -> "character varying";
            case "varbit" -> "bit varying";
            case "char" -> "\"char\"";
            case "timestamp" -> "timestamp without time zone";
            case "timestamptz" -> "timestamp with time zone";
            case "time" -> "time without time zone";
            case "timetz" -> "time with time zone";
            case "unknown" -> "a literal without a type";
            default -> name;
        };
    }
}
