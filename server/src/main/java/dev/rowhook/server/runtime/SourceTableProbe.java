package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.RangeVerdict;
import dev.rowhook.api.database.SortRange;
import dev.rowhook.api.database.TableProbe;
import dev.rowhook.api.database.TableShape;
import dev.rowhook.api.database.TableShapes;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.TableFacts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks about tables over the reader's own way to a source. Thread-safe.
public final class SourceTableProbe implements TableProbe {
    private static final int ANSWER_WITHIN_SECONDS = 10;

    /// The table and, if it is partitioned, all its partitions: they have replica identities of
    /// their own.
    private static final String TREE =
            """
            select c.oid
            from pg_class wanted
            join pg_namespace s on s.oid = wanted.relnamespace
            cross join lateral (
                select wanted.oid as relid
                union
                select relid from pg_partition_tree(wanted.oid)) tree
            join pg_class c on c.oid = tree.relid
            join pg_namespace n on n.oid = c.relnamespace
            where s.nspname = ? and wanted.relname = ? and wanted.relkind in ('r', 'p')
            order by c.oid <> wanted.oid, n.nspname, c.relname
            """;

    private final String egress;
    private final SourceTurns turns;

    /// @param egress the policy under which sources are dialled, as text
    public SourceTableProbe(String egress, SourceTurns turns) {
        this.egress = egress;
        this.turns = turns;
    }

    @Override
    public TableShapes read(ConnectionSettings settings, List<TableName> tables) {
        try {
            return new TableShapes.Read(turns.take(settings, () -> shapes(settings, tables)));
        } catch (SQLException e) {
            return new TableShapes.Unreachable(SourceFailures.told(e));
        }
    }

    @Override
    public RangeVerdict check(
            ConnectionSettings settings, List<TableName> tables, SortRange range) {
        try {
            return turns.take(settings, () -> verdict(settings, tables, range));
        } catch (SQLException e) {
            return new RangeVerdict.Unreachable(SourceFailures.told(e));
        }
    }

    private Map<TableName, List<TableShape>> shapes(
            ConnectionSettings settings, List<TableName> tables) throws SQLException {
        try (Connection source = connect(settings)) {
            Map<TableName, List<TableShape>> shapes = new LinkedHashMap<>();
            for (TableName table : tables) {
                shapes.put(table, shapes(source, table));
            }
            return shapes;
        }
    }

    private RangeVerdict verdict(
            ConnectionSettings settings, List<TableName> tables, SortRange range)
            throws SQLException {
        try (Connection source = connect(settings)) {
            return new RangeTrial(source, range).of(tables);
        }
    }

    private Connection connect(ConnectionSettings settings) throws SQLException {
        return new SourceConnections(SourceDatabaseProbe.source(settings, egress)).open();
    }

    private static List<TableShape> shapes(Connection source, TableName table) throws SQLException {
        List<TableShape> shapes = new ArrayList<>();
        for (int oid : tree(source, table)) {
            TableFacts.read(source, oid).ifPresent(relation -> shapes.add(TableShape.of(relation)));
        }
        return shapes;
    }

    private static List<Integer> tree(Connection source, TableName table) throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(TREE)) {
            statement.setQueryTimeout(ANSWER_WITHIN_SECONDS);
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            List<Integer> oids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    oids.add((int) rows.getLong(1));
                }
            }
            return oids;
        }
    }
}
