package dev.rowhook.backfill.page;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceSettings.PublicationSettings;
import dev.rowhook.source.TableFacts;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks the catalogue of a source how a table is read.
final class TableCatalogue {
    /// Of `pg_class c`: changes with every column, index and publication of the table.
    static final String FINGERPRINT =
            """
            concat_ws('/', c.oid, c.relkind, c.relreplident,
                (select string_agg(concat(a.attnum, ':', a.xmin), ',' order by a.attnum)
                 from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0),
                (select string_agg(concat(i.indexrelid, ':', i.xmin), ',' order by i.indexrelid)
                 from pg_catalog.pg_index i where i.indrelid = c.oid),
                (select string_agg(concat(p.oid, ':', p.xmin), ',' order by p.oid)
                 from pg_catalog.pg_publication_rel p where p.prrelid = c.oid))
            """;

    private static final String TABLE =
            "select c.relkind = 'p', %s from pg_class c where c.oid = ?::bigint::oid"
                    .formatted(FINGERPRINT);

    /// As JSON, for 14 has neither columns nor conditions.
    private static final String PUBLISHED =
            """
            select array(select jsonb_array_elements_text(to_jsonb(p) -> 'attnames')), to_jsonb(p) ->> 'rowfilter'
            from pg_publication_tables p
            where p.pubname in (?, ?) and p.schemaname = ? and p.tablename = ?
            """;

    private static final String NULLABLE =
            "select not attnotnull from pg_attribute where attrelid = ?::bigint::oid and attname = ?";

    private final Connection source;
    private final PublicationSettings publication;

    TableCatalogue(Connection source, PublicationSettings publication) {
        this.source = source;
        this.publication = publication;
    }

    /// The table, for pages of this slice.
    PagedTable read(TableName name, Slice slice) throws SQLException, TableRefusedException {
        try (Statement statement = source.createStatement()) {
            try {
                statement.execute(
                        "begin isolation level repeatable read read only; lock table only %s in access share mode"
                                .formatted(Identifiers.quote(name)));
                Published published = published(name);
                Relation relation =
                        TableFacts.read(source, name, published.columns())
                                .orElseThrow(() -> noTable(name));
                // Type names and conditions come with their schemas then.
                statement.execute("set local search_path = pg_catalog");
                return table(relation, published, slice);
            } finally {
                statement.execute("rollback");
            }
        }
    }

    private static TableRefusedException noTable(TableName name) {
        return new TableRefusedException(
                new Trouble(
                        "table_missing",
                        "%s is no table with columns.".formatted(name),
                        "Only tables and partitioned tables can be read."));
    }

    private PagedTable table(Relation relation, Published published, Slice slice)
            throws SQLException, TableRefusedException {
        KeyCatalogue keys = new KeyCatalogue(source);
        Optional<SortColumn> sort = Optional.empty();
        Slice fixed = slice;
        if (slice.sortColumn().isPresent()) {
            sort = Optional.of(sort(keys, relation, slice, slice.sortColumn().get()));
            fixed = fixed(slice, sort.get().column());
        }
        try (PreparedStatement statement = source.prepareStatement(TABLE)) {
            statement.setLong(1, Integer.toUnsignedLong(relation.oid()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new PagedTable(
                        published.limit(relation),
                        fixed,
                        row.getBoolean(1),
                        keys.key(relation.oid()),
                        sort,
                        published.condition(),
                        row.getString(2));
            }
        }
    }

    private SortColumn sort(KeyCatalogue keys, Relation relation, Slice slice, String name)
            throws SQLException, TableRefusedException {
        KeyColumn column =
                keys.column(relation.oid(), name)
                        .orElseThrow(() ->
                                new TableRefusedException(
                                        new Trouble(
                                                "sort_column_unusable",
                                                "%s has no column \"%s\" whose values have an order."
                                                        .formatted(relation.name(), name),
                                                "Name another sort_column.")));
        try (PreparedStatement statement = source.prepareStatement(NULLABLE)) {
            statement.setLong(1, Integer.toUnsignedLong(relation.oid()));
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                // What has no value is within no bounds.
                return new SortColumn(column, row.getBoolean(1) && slice.bounds().isEmpty());
            }
        }
    }

    /// The slice with its positions as values: `yesterday` is another day for the next page.
    private Slice fixed(Slice slice, KeyColumn column) throws SQLException, TableRefusedException {
        Optional<String> start =
                slice.start().isEmpty()
                        ? Optional.empty()
                        : Optional.of(value(column, slice.start().get()));
        Optional<String> end =
                slice.end().isEmpty()
                        ? Optional.empty()
                        : Optional.of(value(column, slice.end().get()));
        return new Slice(slice.filter(), slice.sortColumn(), start, end);
    }

    private String value(KeyColumn column, String position)
            throws SQLException, TableRefusedException {
        try (Statement statement = source.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select concat(%s)".formatted(column.literal(position)))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith("22")) {
                throw e;
            }
            throw new TableRefusedException(
                    new Trouble(
                            "position_invalid",
                            "A position is no value of \"%s\", which is of type %s."
                                    .formatted(column.name(), column.type()),
                            "Start another backfill with values of that type."));
        }
    }

    private Published published(TableName table) throws SQLException {
        Set<String> columns = new HashSet<>();
        List<String> conditions = new ArrayList<>();
        boolean all = false;
        try (PreparedStatement statement = source.prepareStatement(PUBLISHED)) {
            statement.setString(1, publication.name());
            statement.setString(2, publication.insertsName());
            statement.setString(3, table.schema());
            statement.setString(4, table.table());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Array names = row.getArray(1);
                    columns.addAll(List.of((String[]) names.getArray()));
                    Optional<String> condition = Optional.ofNullable(row.getString(2));
                    condition.ifPresent(conditions::add);
                    all |= condition.isEmpty();
                }
            }
        }
        return new Published(columns, all ? List.of() : conditions);
    }

    /// What publications say of a table.
    ///
    /// @param columns none if they name none
    /// @param conditions of which a row meets one
    private record Published(Set<String> columns, List<String> conditions) {

        Optional<String> condition() {
            return conditions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(String.join(" or ", conditions));
        }

        Relation limit(Relation relation) {
            List<Column> kept = new ArrayList<>();
            List<Integer> key = new ArrayList<>();
            for (int i = 0; i < relation.columns().size(); i++) {
                Column column = relation.columns().get(i);
                if (columns.isEmpty() || columns.contains(column.name())) {
                    if (relation.keyColumns().contains(i)) {
                        key.add(kept.size());
                    }
                    kept.add(column);
                }
            }
            return new Relation(
                    relation.version(),
                    relation.oid(),
                    relation.schema(),
                    relation.table(),
                    relation.identity(),
                    kept,
                    key,
                    relation.groupBarrier());
        }
    }
}
