package dev.rowhook.reader.source;

import dev.rowhook.source.ConnectionFault;
import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceConnections;
import dev.rowhook.source.SourceSettings;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Looks whether a source can be streamed from, and changes nothing there.
public final class SourceProbe {
    private static final int OLDEST_VERSION = 14;

    private final SourceConnections connections;

    public SourceProbe(SourceConnections connections) {
        this.connections = connections;
    }

    /// One question and its answer; `remedy` is empty where it passed.
    public record Check(String code, boolean passed, String message, String remedy) {}

    /// The checks in the order in which they depend on each other, up to the first that leaves the
    /// rest without an answer.
    public List<Check> run() {
        List<Check> checks = new ArrayList<>();
        try (Connection source = connections.open()) {
            checks.add(
                    passed(
                            "connection",
                            "Connected as %s.".formatted(connections.settings().username())));
            checks.add(version(source));
            checks.add(walLevel(source));
            checks.add(replicationRole(source));
            checks.add(slot(source));
            checks.add(publication(source));
        } catch (SQLException e) {
            checks.add(checks.isEmpty() ? unconnected(e) : unanswered("query", e));
        }
        return List.copyOf(checks);
    }

    private Check unconnected(SQLException failure) {
        return ConnectionFault.of(failure, connections.settings())
                .map(fault -> failed("connection", fault.message(), fault.remedy()))
                .orElseGet(() -> unanswered("connection", failure));
    }

    private static Check unanswered(String code, SQLException failure) {
        return failed(
                code,
                "The source answered with the error %s."
                        .formatted(Optional.ofNullable(failure.getSQLState()).orElse("unknown")),
                "Check host, port, database, user, password and TLS.");
    }

    private static Check version(Connection source) throws SQLException {
        int major = source.getMetaData().getDatabaseMajorVersion();
        return check(
                "version",
                major >= OLDEST_VERSION,
                "Postgres %d.".formatted(major),
                "Rowhook streams from Postgres %d and newer.".formatted(OLDEST_VERSION));
    }

    private static Check walLevel(Connection source) throws SQLException {
        String level = text(source, "select current_setting('wal_level')");
        return check(
                "wal_level",
                level.equals("logical"),
                "wal_level is %s.".formatted(level),
                "alter system set wal_level = 'logical'; and restart Postgres.");
    }

    private Check replicationRole(Connection source) throws SQLException {
        // Hosted Postgres gives the right through a role of its own.
        boolean may =
                text(
                                source,
                                """
                                select rolreplication or rolsuper or exists (
                                    select from pg_roles g
                                    where g.rolname = 'rds_replication' and pg_has_role(current_user, g.oid, 'member'))
                                from pg_roles where rolname = current_user
                                """)
                        .equals("t");
        String user = Identifiers.quote(connections.settings().username());
        return check(
                "replication_role",
                may,
                may ? "The user may replicate." : "The user may not replicate.",
                "alter role %s replication; (on RDS: grant rds_replication to %s;)"
                        .formatted(user, user));
    }

    private Check slot(Connection source) throws SQLException {
        SourceSettings settings = connections.settings();
        String name = settings.slot().name();
        Optional<Slot> slot = Slot.find(source, name);
        if (slot.isEmpty()) {
            return check(
                    "slot",
                    settings.slot().create(),
                    "The slot %s does not exist%s."
                            .formatted(name, settings.slot().create() ? " yet" : ""),
                    "select pg_create_logical_replication_slot('%s', 'pgoutput');".formatted(name));
        }
        boolean fits =
                slot.get().plugin().equals("pgoutput")
                        && slot.get().database().equals(settings.database());
        return check(
                "slot",
                fits && !slot.get().walStatus().equals("lost"),
                "The slot %s decodes %s with %s, WAL %s."
                        .formatted(
                                name,
                                slot.get().database(),
                                slot.get().plugin(),
                                slot.get().walStatus()),
                "Name a slot of this database that decodes with pgoutput and has lost no WAL.");
    }

    private Check publication(Connection source) throws SQLException {
        SourceSettings settings = connections.settings();
        String name = settings.publication().name();
        String literal = name.replace("'", "''");
        boolean exists =
                text(
                                source,
                                "select exists (select from pg_publication where pubname = '%s')"
                                        .formatted(literal))
                        .equals("t");
        boolean mayCreate =
                text(source, "select has_database_privilege(current_database(), 'create')")
                        .equals("t");
        return check(
                "publication",
                exists || (settings.publication().create() && mayCreate),
                "The publication %s %s.".formatted(name, exists ? "exists" : "does not exist yet"),
                settings.publication().create()
                        ? "grant create on database %s to %s;"
                                .formatted(
                                        Identifiers.quote(settings.database()),
                                        Identifiers.quote(settings.username()))
                        : "create publication %s for table …;".formatted(Identifiers.quote(name)));
    }

    private static String text(Connection source, String sql) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next()
                    ? Optional.ofNullable(row.getString(1)).orElse("").toLowerCase(Locale.ROOT)
                    : "";
        }
    }

    private static Check check(String code, boolean passed, String message, String remedy) {
        return passed ? passed(code, message) : failed(code, message, remedy);
    }

    private static Check passed(String code, String message) {
        return new Check(code, true, message, "");
    }

    private static Check failed(String code, String message, String remedy) {
        return new Check(code, false, message, remedy);
    }
}
