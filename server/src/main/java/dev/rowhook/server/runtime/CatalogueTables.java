package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings.Publication;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.TableQuery;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.SourceSettings.PublicationSettings;

import org.jspecify.annotations.Nullable;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tables of a source as its catalogue has them. No table is locked, and none is read: how
/// large one is, is what the source last counted.
///
/// Not thread-safe.
final class CatalogueTables {
    private static final String TABLES =
            """
            with recursive
            chosen as (
                select c.*, n.nspname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and c.relpersistence = 'p'
                  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                  and (? or not c.relispartition)
                  and n.nspname = coalesce(?, n.nspname)
                  and (? or (n.nspname, c.relname) in (select * from unnest(?::text[], ?::text[])))
                  and strpos(lower(n.nspname || '.' || c.relname), lower(?)) > 0
                order by n.nspname, c.relname
                limit ?),
            tree (root, relid) as (
                select oid, oid from chosen
                union all
                select t.root, i.inhrelid
                from tree t
                join pg_class p on p.oid = t.relid and p.relkind = 'p'
                join pg_inherits i on i.inhparent = t.relid),
            counted as (
                select t.root,
                       sum(l.reltuples::float8)::bigint as tuples,
                       sum(of_leaf.pages) * current_setting('block_size')::bigint as bytes
                from tree t
                join pg_class l on l.oid = t.relid and l.relkind = 'r' and l.reltuples >= 0
                cross join lateral (
                    select sum(r.relpages)::bigint as pages
                    from pg_class r
                    where r.oid in (l.oid, l.reltoastrelid)
                       or r.oid in (
                           select i.indexrelid from pg_index i where i.indrelid in (l.oid, l.reltoastrelid))) of_leaf
                group by t.root),
            published as (
                select t.schemaname, t.tablename,
                       bool_or(p.pubinsert) as inserts, bool_or(p.pubupdate) as updates,
                       bool_or(p.pubdelete) as deletes, bool_or(p.pubtruncate) as truncates
                from pg_publication p join pg_publication_tables t on t.pubname = p.pubname
                where p.pubname in (?, ?)
                group by t.schemaname, t.tablename)
            select c.oid, c.nspname, c.relname,
                   case when c.relispartition then 'partition' when c.relkind = 'p' then 'partitioned' else 'table' end,
                   parent.nspname, parent.relname,
                   counted.tuples, counted.bytes,
                   case c.relreplident
                       when 'd' then 'default' when 'n' then 'nothing' when 'f' then 'full' else 'index' end,
                   main.columns,
                   case c.relreplident
                       when 'd' then main.columns
                       when 'f' then array(
                           select a.attname::text from pg_attribute a
                           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                           order by a.attnum)
                       when 'i' then chosen_index.columns
                   end,
                   array_remove(array[
                       case when published.inserts then 'insert' end,
                       case when published.updates then 'update' end,
                       case when published.deletes then 'delete' end,
                       case when published.truncates then 'truncate' end], null),
                   has_table_privilege(c.oid, 'select')
            from chosen c
            left join counted on counted.root = c.oid
            left join published on published.schemaname = c.nspname and published.tablename = c.relname
            left join lateral (
                select n.nspname, p.relname
                from pg_inherits i
                join pg_class p on p.oid = i.inhparent
                join pg_namespace n on n.oid = p.relnamespace
                where i.inhrelid = c.oid and c.relispartition) parent on true
            left join lateral (
                select array(
                    select a.attname::text
                    from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality k (attnum, place)
                    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                    order by k.place) as columns
                from pg_index i where i.indrelid = c.oid and i.indisprimary) main on true
            left join lateral (
                select array(
                    select a.attname::text
                    from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality k (attnum, place)
                    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                    order by k.place) as columns
                from pg_index i where i.indrelid = c.oid and i.indisreplident) chosen_index on true
            order by c.nspname, c.relname
            """;

    private static final String COLUMNS =
            """
            select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull, a.attgenerated <> ''
            from unnest(?::text[], ?::text[]) as wanted (schema_name, table_name)
            join pg_namespace n on n.nspname = wanted.schema_name
            join pg_class c on c.relnamespace = n.oid and c.relname = wanted.table_name and c.relkind in ('r', 'p')
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """;

    private final Connection source;

    CatalogueTables(Connection source) {
        this.source = source;
    }

    /// Tables by name, and one more than are asked for if there are more.
    List<SourceTable> tables(TableQuery query, Publication publication) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(TABLES)) {
            statement.setBoolean(1, query.partitions() || !query.tables().isEmpty());
            statement.setString(2, query.schema().orElse(null));
            statement.setBoolean(3, query.tables().isEmpty());
            statement.setArray(4, array(query.tables().stream().map(TableName::schema)));
            statement.setArray(5, array(query.tables().stream().map(TableName::table)));
            statement.setString(6, query.search().orElse(""));
            statement.setInt(7, query.limit() + 1);
            statement.setString(8, publication.name());
            statement.setString(9, second(publication));
            List<SourceTable> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.add(table(row));
                }
            }
            return tables;
        }
    }

    private static String second(Publication publication) {
        PublicationSettings settings =
                new PublicationSettings(publication.name(), publication.create());
        return publication.create() ? settings.insertsName() : publication.name();
    }

    private static SourceTable table(ResultSet row) throws SQLException {
        String parent = row.getString(6);
        return new SourceTable(
                new TableName(row.getString(2), row.getString(3)),
                row.getString(4),
                parent == null
                        ? Optional.empty()
                        : Optional.of(new TableName(row.getString(5), parent)),
                number(row, 7),
                number(row, 8),
                row.getString(9),
                texts(row, 10),
                texts(row, 11),
                texts(row, 12),
                row.getBoolean(13),
                List.of());
    }

    /// The same tables with their columns.
    List<SourceTable> withColumns(List<SourceTable> tables) throws SQLException {
        Map<TableName, List<SourceTable.Column>> columns = new HashMap<>();
        try (PreparedStatement statement = source.prepareStatement(COLUMNS)) {
            statement.setArray(1, array(tables.stream().map(table -> table.name().schema())));
            statement.setArray(2, array(tables.stream().map(table -> table.name().table())));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.computeIfAbsent(
                                    new TableName(row.getString(1), row.getString(2)),
                                    _ -> new ArrayList<>())
                            .add(
                                    new SourceTable.Column(
                                            row.getString(3),
                                            row.getString(4),
                                            row.getBoolean(5),
                                            row.getBoolean(6)));
                }
            }
        }
        return tables.stream()
                .map(table -> table.with(columns.getOrDefault(table.name(), List.of())))
                .toList();
    }

    private Array array(Stream<String> texts) throws SQLException {
        return source.createArrayOf("text", texts.toArray(String[]::new));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
