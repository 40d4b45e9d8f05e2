package dev.rowhook.core.change;

/// A column of a relation version.
///
/// @param identity whether it is part of the replica identity
/// @param type how its values become JSON
/// @param sqlType what SQL makes of it. Where the catalogue was not asked, a type that is not built
///   in is [SqlType.Opaque] and the collation is not known
public record Column(
        String name,
        int typeOid,
        boolean identity,
        ValueType type,
        SqlType sqlType,
        Collation collation) {

    /// A column of which the catalogue was not asked.
    public Column(String name, int typeOid, boolean identity, ValueType type) {
        this(name, typeOid, identity, type, unasked(typeOid), Collation.UNKNOWN);
    }

    private static SqlType unasked(int typeOid) {
        return ValueType.ofBuiltIn(typeOid).isPresent()
                ? new SqlType.BuiltIn(typeOid)
                : new SqlType.Opaque(typeOid, "type " + Integer.toUnsignedString(typeOid));
    }
}
