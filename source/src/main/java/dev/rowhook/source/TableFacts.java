package dev.rowhook.source;

import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.TableName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads from the catalogue of a source what a table is, as its changes come: with the types and
/// collations of its columns, and those of its replica identity. Of Postgres 14 and later.
public final class TableFacts {
    /// A row for each column that is streamed. The names of some columns of the catalogue differ
    /// between versions, so they are looked up as JSON.
    private static final String COLUMNS =
            """
            select c.oid, n.nspname, c.relname, c.relreplident,
                   a.attname, a.atttypid,
                   c.relreplident = 'f' or coalesce(a.attnum = any (identity.columns), false),
                   coalesce(a.attnum = any (main.columns), false),
                   l.oid is not null,
                   case when l.collprovider = 'd' then coalesce(to_jsonb(d) ->> 'datlocprovider', 'c')
                        else l.collprovider::text end,
                   l.collisdeterministic,
                   case when l.collprovider <> 'd'
                            then coalesce(to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale', l.collcollate::text)
                        when coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c' then d.datcollate::text
                        else coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') end,
                   case when l.collprovider = 'd' then d.datctype::text else l.collctype::text end,
                   pg_encoding_to_char(d.encoding)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_database d on d.datname = current_database()
            join pg_attribute a
                on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                    and (a.attgenerated = '' or a.attname = any (?))
            left join pg_collation l on l.oid = a.attcollation
            left join lateral (
                select (i.indkey::int2[])[0:i.indnkeyatts - 1] as columns from pg_index i
                where i.indrelid = c.oid and i.indimmediate
                  and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident else false end
                limit 1) identity on true
            left join lateral (
                select (i.indkey::int2[])[0:i.indnkeyatts - 1] as columns from pg_index i
                where i.indrelid = c.oid and i.indisprimary) main on true
            where %s
            order by a.attnum
            """;

    private static final String BY_OID = COLUMNS.formatted("c.oid = ?");
    private static final String BY_NAME =
            COLUMNS.formatted("n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')");

    private TableFacts() {}

    /// The table of this oid, of no version yet; empty if there is none, or one without columns.
    public static Optional<Relation> read(Connection source, int oid) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(BY_OID)) {
            statement.setArray(1, source.createArrayOf("text", new String[0]));
            statement.setObject(2, Integer.toUnsignedLong(oid), Types.BIGINT);
            return read(source, statement);
        }
    }

    /// The table of this name, of no version yet; empty if there is none, or one without columns.
    public static Optional<Relation> read(Connection source, TableName table) throws SQLException {
        return read(source, table, List.of());
    }

    /// The same with generated columns.
    ///
    /// @param published columns that a publication names: those among them that are generated are
    ///   streamed
    public static Optional<Relation> read(
            Connection source, TableName table, Collection<String> published) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(BY_NAME)) {
            statement.setArray(1, source.createArrayOf("text", published.toArray()));
            statement.setString(2, table.schema());
            statement.setString(3, table.table());
            return read(source, statement);
        }
    }

    private static Optional<Relation> read(Connection source, PreparedStatement statement)
            throws SQLException {
        CatalogueTypes types = new CatalogueTypes(source);
        List<Column> columns = new ArrayList<>();
        List<Integer> primaryKey = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            int oid = (int) row.getLong(1);
            TableName name = new TableName(row.getString(2), row.getString(3));
            ReplicaIdentity identity = ReplicaIdentity.of(row.getString(4).charAt(0));
            do {
                if (row.getBoolean(8)) {
                    primaryKey.add(columns.size());
                }
                columns.add(column(row, types));
            } while (row.next());
            return Optional.of(
                    new Relation(
                            0,
                            oid,
                            name.schema(),
                            name.table(),
                            identity,
                            columns,
                            keyColumns(identity, columns, primaryKey),
                            false));
        }
    }

    private static Column column(ResultSet row, CatalogueTypes types) throws SQLException {
        int oid = (int) row.getLong(6);
        CatalogueTypes.Known type = types.find(oid);
        return new Column(
                row.getString(5), oid, row.getBoolean(7), type.value(), type.sql(), collation(row));
    }

    private static Collation collation(ResultSet row) throws SQLException {
        if (!row.getBoolean(9)) {
            return Collation.UNKNOWN;
        }
        return new CatalogueCollation(
                        row.getString(10),
                        row.getBoolean(11),
                        text(row, 12),
                        text(row, 13),
                        row.getString(14))
                .collation();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    /// The columns that name a row, as [Relation] has them.
    public static List<Integer> keyColumns(
            ReplicaIdentity identity, List<Column> columns, List<Integer> primaryKey) {
        List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
        return switch (identity) {
            case DEFAULT, INDEX -> all.stream().filter(i -> columns.get(i).identity()).toList();
            case NOTHING -> List.of();
            case FULL -> primaryKey.isEmpty() ? all : primaryKey;
        };
    }
}
