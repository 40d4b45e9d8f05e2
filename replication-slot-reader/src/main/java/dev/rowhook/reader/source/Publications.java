package dev.rowhook.reader.source;

import dev.rowhook.core.change.TableName;
import dev.rowhook.reader.source.LackingTables.Reason;
import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceSettings.PublicationSettings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The publications of one source.
///
/// Of our own there are two, both made before the slot: one of tables whose rows have an identity,
/// and one of inserts and truncates for the others, because in the first one the tenant's own
/// updates of such a table would fail. Tables are added, never taken away. A publication that the
/// tenant made is only looked at.
public final class Publications {
    private static final int FIRST_WITHOUT_ERROR = 18;

    private final PublicationSettings settings;

    public Publications(PublicationSettings settings) {
        this.settings = settings;
    }

    /// What START_REPLICATION is to name, as a list of quoted identifiers.
    public String names() {
        String own = Identifiers.quote(settings.name());
        return settings.create() ? own + "," + Identifiers.quote(settings.insertsName()) : own;
    }

    /// Makes what is ours and missing.
    ///
    /// @throws SourceRefusedException if the tenant's own publication does not exist
    public void ensure(Connection source) throws SQLException, SourceRefusedException {
        if (!settings.create()) {
            if (!exists(source, settings.name())) {
                throw new SourceRefusedException(
                        new SourceCondition(
                                "publication_missing",
                                "The publication %s does not exist.".formatted(settings.name()),
                                "create publication %s for table …;"
                                        .formatted(Identifiers.quote(settings.name()))));
            }
            return;
        }
        create(source, settings.name(), "insert, update, delete, truncate");
        create(source, settings.insertsName(), "insert, truncate");
    }

    /// What names those that are there: it is another once one is dropped, or made anew.
    public String identity(Connection source) throws SQLException {
        String sql =
                "select coalesce(string_agg(oid::text, ',' order by pubname), '') from pg_publication where pubname in (?, ?)";
        try (PreparedStatement statement = named(source, sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /// Whether the source goes on to stream while a publication is missing.
    public static boolean mayBeMissed(Connection source) throws SQLException {
        return source.getMetaData().getDatabaseMajorVersion() >= FIRST_WITHOUT_ERROR;
    }

    /// A statement with two parameters, which are the names.
    private PreparedStatement named(Connection source, String sql) throws SQLException {
        PreparedStatement statement = source.prepareStatement(sql);
        statement.setString(1, settings.name());
        statement.setString(2, settings.create() ? settings.insertsName() : settings.name());
        return statement;
    }

    /// Publishes the tables that are wanted and not published yet, each by itself, and answers
    /// those that it cannot publish.
    public LackingTables add(Connection source, Collection<TableName> wanted) throws SQLException {
        Set<TableName> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(published(source));
        Map<TableName, Reason> lacking = new HashMap<>();
        for (TableName table : missing) {
            add(source, table).ifPresent(reason -> lacking.put(table, reason));
        }
        return new LackingTables(lacking);
    }

    private Optional<Reason> add(Connection source, TableName table) throws SQLException {
        Optional<Boolean> identified = hasIdentity(source, table);
        if (identified.isEmpty()) {
            return Optional.of(Reason.MISSING);
        }
        if (!settings.create()) {
            return Optional.of(Reason.NOT_PUBLISHED);
        }
        String publication = identified.get() ? settings.name() : settings.insertsName();
        try {
            execute(
                    source,
                    "alter publication %s add table %s"
                            .formatted(Identifiers.quote(publication), Identifiers.quote(table)));
            return Optional.empty();
        } catch (SQLException e) {
            // Class 42 is what the statement may not do; anything else is the connection's trouble.
            if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
                return Optional.of(Reason.NOT_PUBLISHABLE);
            }
            throw e;
        }
    }

    /// Drops what is ours.
    public void drop(Connection source) throws SQLException {
        if (settings.create()) {
            execute(source, "drop publication if exists " + Identifiers.quote(settings.name()));
            execute(
                    source,
                    "drop publication if exists " + Identifiers.quote(settings.insertsName()));
        }
    }

    private Set<TableName> published(Connection source) throws SQLException {
        Set<TableName> tables = new LinkedHashSet<>();
        String sql =
                "select schemaname, tablename from pg_publication_tables where pubname in (?, ?)";
        try (PreparedStatement statement = named(source, sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return tables;
    }

    private static boolean exists(Connection source, String name) throws SQLException {
        try (PreparedStatement statement =
                source.prepareStatement("select 1 from pg_publication where pubname = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void create(Connection source, String name, String publish) throws SQLException {
        if (!exists(source, name)) {
            execute(
                    source,
                    "create publication %s with (publish = '%s', publish_via_partition_root = true)"
                            .formatted(Identifiers.quote(name), publish));
        }
    }

    /// Whether updates and deletes of the table can name their row; empty if there is no such
    /// table.
    private static Optional<Boolean> hasIdentity(Connection source, TableName table)
            throws SQLException {
        String sql =
                """
                select case c.relreplident
                           when 'd' then exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
                           when 'i' then exists (select from pg_index i where i.indrelid = c.oid and i.indisreplident)
                           else c.relreplident = 'f'
                       end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')
                """;
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.table());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    private static void execute(Connection source, String sql) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute(sql);
        }
    }
}
