package dev.rowhook.backfill.page;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// A table or a partition that stores rows itself.
///
/// @param name as SQL has it
/// @param file its rows are in another order in another file
/// @param blocks how many it has at least all that a snapshot sees that was taken before
/// @param isLast whether no leaf comes after it
record Leaf(long oid, String name, long file, long blocks, boolean isLast) {
    private static final String LEAVES =
            """
            select l.oid, format('%I.%I', n.nspname, l.relname), pg_catalog.pg_relation_filenode(l.oid),
                   pg_catalog.pg_relation_size(l.oid) / pg_catalog.current_setting('block_size')::bigint
            from pg_catalog.pg_class l
            join pg_catalog.pg_namespace n on n.oid = l.relnamespace
            where l.relkind = 'r' and l.oid >= ?::bigint::oid
              and (l.oid = ?::bigint::oid
                   or l.oid in (select p.relid from pg_catalog.pg_partition_tree(?::bigint::oid) p where p.isleaf))
            order by l.oid limit 2
            """;

    /// The first leaf of a table from an oid on.
    static Optional<Leaf> from(Connection session, int table, long oid) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(LEAVES)) {
            statement.setLong(1, oid);
            statement.setLong(2, Integer.toUnsignedLong(table));
            statement.setLong(3, Integer.toUnsignedLong(table));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long leaf = row.getLong(1);
                String name = row.getString(2);
                long file = row.getLong(3);
                long blocks = row.getLong(4);
                return Optional.of(new Leaf(leaf, name, file, blocks, !row.next()));
            }
        }
    }

    /// Where a page of it begins.
    Place.Storage begin(Optional<Place.Storage> place) {
        return place.filter(at -> at.leaf() == oid && at.file() == file)
                .orElseGet(() -> new Place.Storage(oid, file, "(0,0)"));
    }

    /// Where the leaf after it begins.
    Place.Storage next() {
        return new Place.Storage(oid + 1, 0, "(0,0)");
    }
}
