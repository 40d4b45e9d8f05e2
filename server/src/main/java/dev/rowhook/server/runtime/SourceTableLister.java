package dev.rowhook.server.runtime;

import dev.rowhook.api.database.ConnectionSettings;
import dev.rowhook.api.database.SourceTable;
import dev.rowhook.api.database.TableLister;
import dev.rowhook.api.database.TableListing;
import dev.rowhook.api.database.TableQuery;
import dev.rowhook.source.SourceConnections;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Lists the tables of sources, with two queries of their catalogues. Thread-safe.
public final class SourceTableLister implements TableLister {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String egress;
    private final SourceTurns turns;

    /// @param egress the policy under which sources are dialled, as text
    public SourceTableLister(String egress, SourceTurns turns) {
        this.egress = egress;
        this.turns = turns;
    }

    @Override
    public TableListing list(ConnectionSettings settings, TableQuery query) {
        try {
            return turns.take(settings, () -> read(settings, query));
        } catch (SQLException e) {
            return new TableListing.Unreachable(SourceFailures.told(e));
        }
    }

    private TableListing.Read read(ConnectionSettings settings, TableQuery query)
            throws SQLException {
        try (Connection source =
                new SourceConnections(SourceDatabaseProbe.source(settings, egress))
                        .open(PATIENCE)) {
            CatalogueTables catalogue = new CatalogueTables(source);
            List<SourceTable> tables = catalogue.tables(query, settings.publication());
            boolean truncated = tables.size() > query.limit();
            List<SourceTable> shown = truncated ? tables.subList(0, query.limit()) : tables;
            return new TableListing.Read(
                    query.columns() ? catalogue.withColumns(shown) : shown, truncated);
        }
    }
}
