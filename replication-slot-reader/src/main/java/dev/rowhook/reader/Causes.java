package dev.rowhook.reader;

import dev.rowhook.reader.source.SourceCondition;
import dev.rowhook.source.ConnectionFault;
import dev.rowhook.source.SourceSettings;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// What a failure of a source may say. A driver's message can hold values of rows, so neither a log
/// line nor a tenant sees it: they see the class and the SQLSTATE.
final class Causes {
    static final SourceCondition INTERNAL =
            new SourceCondition(
                    "internal_error",
                    "The reader of this database fails and is started again.",
                    "Nothing is lost; whoever runs Rowhook finds the cause in its log.");

    private Causes() {}

    static SourceCondition slotShared(String slot) {
        return new SourceCondition(
                "slot_shared",
                "The replication slot %s of that server is streamed by another database of Rowhook."
                        .formatted(slot),
                "Name another slot: each database needs its own.");
    }

    static String brief(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        Throwable inner = cause.getCause();
        String state =
                cause instanceof SQLException sql && sql.getSQLState() != null
                        ? " " + sql.getSQLState()
                        : "";
        return name + state + (inner == null ? "" : " < " + brief(inner));
    }

    /// What to tell of a failure to connect or to stream.
    static SourceCondition condition(SQLException cause, SourceSettings settings) {
        return ConnectionFault.of(cause, settings)
                .map(fault -> new SourceCondition(fault.code(), fault.message(), fault.remedy()))
                .orElseGet(() -> other(cause, settings));
    }

    private static SourceCondition other(SQLException cause, SourceSettings settings) {
        String state = stateOf(cause);
        String where =
                "%s:%d/%s".formatted(settings.hostname(), settings.port(), settings.database());
        String user = settings.username();
        return switch (state) {
            case "3D000" ->
                    new SourceCondition(
                            "database_missing",
                            "%s: there is no such database.".formatted(where),
                            "Check the name of the database.");
            case "42501" ->
                    new SourceCondition(
                            "permission_denied",
                            "The user %s may not do what streaming needs.".formatted(user),
                            "alter role %s replication; grant create on database %s to %s; (the latter for the publications, or make them yourself)"
                                    .formatted(user, settings.database(), user));
            case "55000" ->
                    new SourceCondition(
                            "wal_level",
                            "%s does not decode logically.".formatted(where),
                            "alter system set wal_level = 'logical'; and restart that Postgres.");
            case "53300", "53400" ->
                    new SourceCondition(
                            "limit_reached",
                            "%s has no connection or replication slot left.".formatted(where),
                            "Raise max_connections, max_wal_senders or max_replication_slots.");
            default ->
                    state.startsWith("08") || state.equals("57P01") || state.equals("57P03")
                            ? new SourceCondition(
                                    "source_unreachable",
                                    "%s cannot be reached, or ended the connection (%s)."
                                            .formatted(where, state),
                                    "Check host, port, TLS and firewall. Rowhook keeps trying and goes on where it stopped.")
                            : new SourceCondition(
                                    "source_error",
                                    "%s answered with the error %s.".formatted(where, state),
                                    "Look that SQLSTATE up in the log of the source.");
        };
    }

    private static String stateOf(@Nullable Throwable cause) {
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            return sql.getSQLState();
        }
        return cause == null ? "unknown" : stateOf(cause.getCause());
    }
}
