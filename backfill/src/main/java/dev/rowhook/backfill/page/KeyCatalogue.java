package dev.rowhook.backfill.page;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the catalogue of a source in which order a table can be read. Its session finds names in
/// `pg_catalog` only, so that all that it answers is qualified.
final class KeyCatalogue {
    /// The type of a column without its domains.
    private static final String TYPE =
            """
            (with recursive made (type, modifier) as (
                 select a.atttypid, a.atttypmod
                 union all
                 select d.typbasetype, d.typtypmod from made join pg_type d on d.oid = made.type and d.typtype = 'd')
             select made.type as oid, format_type(made.type, made.modifier) as name, y.typtype, y.typcategory
             from made join pg_type y on y.oid = made.type and y.typtype <> 'd')
            """;

    private static final String OPERATORS =
            """
            (select max(format('OPERATOR(%I.%s)', s.nspname, p.oprname)) filter (where o.amopstrategy = 1) as less,
                    max(format('OPERATOR(%I.%s)', s.nspname, p.oprname)) filter (where o.amopstrategy = 2) as less_or_equal,
                    max(format('OPERATOR(%I.%s)', s.nspname, p.oprname)) filter (where o.amopstrategy = 3) as equal,
                    max(format('OPERATOR(%I.%s)', s.nspname, p.oprname)) filter (where o.amopstrategy = 4) as greater_or_equal,
                    max(format('OPERATOR(%I.%s)', s.nspname, p.oprname)) filter (where o.amopstrategy = 5) as greater
             from pg_amop o
             join pg_operator p on p.oid = o.amopopr
             join pg_namespace s on s.oid = p.oprnamespace
             where o.amopfamily = c.opcfamily and o.amoppurpose = 's'
               and o.amoplefttype = c.opcintype and o.amoprighttype = c.opcintype)
            """;

    /// The columns of the index that is best. The default operator class and the column's collation
    /// make its order that of a plain `order by`.
    private static final String KEY =
            """
            select a.attname, type.name, op.less, op.less_or_equal, op.equal, op.greater_or_equal, op.greater
            from (
                select i.*
                from pg_index i
                join pg_class t on t.oid = i.indrelid
                where i.indrelid = ?::bigint::oid and i.indisunique and i.indisvalid and i.indimmediate
                  and i.indpred is null and i.indexprs is null
                  and not exists (
                      select from unnest(
                          (i.indkey::int2[])[0:i.indnkeyatts - 1],
                          (i.indclass::oid[])[0:i.indnkeyatts - 1],
                          (i.indcollation::oid[])[0:i.indnkeyatts - 1]) as k (attnum, opclass, sorting)
                      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                      join pg_opclass c on c.oid = k.opclass
                      join pg_am m on m.oid = c.opcmethod
                      where not a.attnotnull or not c.opcdefault or m.amname <> 'btree' or k.sorting <> a.attcollation
                         or exists (
                             select from pg_constraint n
                             where n.conrelid = i.indrelid and n.contype = 'n' and n.conkey = array[a.attnum]
                               and not n.convalidated))
                order by case when t.relreplident = 'i' and i.indisreplident then 0 when i.indisprimary then 1 else 2 end,
                         i.indnkeyatts, i.indexrelid
                limit 1) i
            cross join lateral unnest(
                (i.indkey::int2[])[0:i.indnkeyatts - 1],
                (i.indclass::oid[])[0:i.indnkeyatts - 1]) with ordinality as k (attnum, opclass, place)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
            join pg_opclass c on c.oid = k.opclass
            cross join lateral %s type
            cross join lateral %s op
            order by k.place
            """
                    .formatted(TYPE, OPERATORS);

    /// A column by the order of its type: that of the type itself, of one that is the same in
    /// storage, or of all of its kind.
    private static final String COLUMN =
            """
            select a.attname, type.name, op.less, op.less_or_equal, op.equal, op.greater_or_equal, op.greater
            from pg_attribute a
            cross join lateral %s type
            cross join lateral (
                select c.opcfamily, c.opcintype
                from pg_opclass c
                join pg_am m on m.oid = c.opcmethod and m.amname = 'btree'
                cross join lateral (
                    select case
                        when c.opcintype = type.oid then 0
                        when exists (
                            select from pg_cast b
                            where b.castsource = type.oid and b.casttarget = c.opcintype
                              and b.castmethod = 'b' and b.castcontext = 'i') then 1
                        when c.opcintype = case
                            when type.typtype = 'e' then 'anyenum'::regtype
                            when type.typtype = 'r' then 'anyrange'::regtype
                            when type.typtype = 'm' then 'anymultirange'::regtype
                            when type.typtype = 'c' then 'record'::regtype
                            when type.typcategory = 'A' then 'anyarray'::regtype end then 2
                        end as rank) fit
                where c.opcdefault and fit.rank is not null
                order by fit.rank, c.opcintype
                limit 1) c
            cross join lateral %s op
            where a.attrelid = ?::bigint::oid and a.attname = ? and a.attnum > 0 and not a.attisdropped
            """
                    .formatted(TYPE, OPERATORS);

    private final Connection source;

    /// @param source with `search_path = pg_catalog`
    KeyCatalogue(Connection source) {
        this.source = source;
    }

    /// The key of the table of this oid.
    PageKey key(int table) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(KEY)) {
            statement.setLong(1, Integer.toUnsignedLong(table));
            return new PageKey(columns(statement));
        }
    }

    /// A column of the table; empty if there is none of this name, or one whose values have no
    /// order.
    Optional<KeyColumn> column(int table, String name) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(COLUMN)) {
            statement.setLong(1, Integer.toUnsignedLong(table));
            statement.setString(2, name);
            return columns(statement).stream().findFirst();
        }
    }

    private static List<KeyColumn> columns(PreparedStatement statement) throws SQLException {
        List<KeyColumn> columns = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                KeyOperators operators =
                        new KeyOperators(
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7));
                columns.add(new KeyColumn(row.getString(1), row.getString(2), operators));
            }
        }
        return columns;
    }
}
