package dev.rowhook.backfill;

import dev.rowhook.backfill.page.Trouble;
import dev.rowhook.core.change.TableName;
import dev.rowhook.source.Identifiers;
import dev.rowhook.source.SourceSettings;

import java.sql.SQLException;
import java.util.Optional;

/// What to tell of an error of a source. Its own message may hold values of rows, so nobody sees
/// it.
final class SourceTroubles {
    static final Trouble WAITS_FOR_TRANSACTIONS =
            new Trouble(
                    "waits_for_transactions",
                    "Reading waits for transactions that began earlier.",
                    "It goes on when they have ended: pg_stat_activity shows which are old, and whether they wait for a synchronous standby.");

    static final Trouble REPLICA_BEHIND =
            new Trouble(
                    "replica_behind",
                    "Reading waits until the replica has replayed what the database has written.",
                    "It goes on by itself. If it takes long, look at the replica's replication.");

    private final SourceSettings settings;

    SourceTroubles(SourceSettings settings) {
        this.settings = settings;
    }

    /// What nobody but a person can mend; the others are tried again.
    Optional<Trouble> lasting(SQLException cause, TableName table) {
        return switch (state(cause)) {
            case "42P01", "3F000", "42809" ->
                    Optional.of(
                            new Trouble(
                                    "table_missing",
                                    "There is no table %s.".formatted(table),
                                    "Create the table or take it from the sink."));
            case "42501" ->
                    Optional.of(
                            new Trouble(
                                    "permission_denied",
                                    "The user %s may not read all rows of %s."
                                            .formatted(settings.username(), table),
                                    "grant select on %s to %s; (and under row-level security: alter role %3$s bypassrls;)"
                                            .formatted(
                                                    Identifiers.quote(table),
                                                    Identifiers.quote(settings.username()),
                                                    Identifiers.quote(settings.username()))));
            default -> Optional.empty();
        };
    }

    /// What is the matter, and may be mended when it is tried again.
    Trouble passing(SQLException cause, TableName table) {
        String state = state(cause);
        return switch (state) {
            case "55P03" ->
                    new Trouble(
                            "table_locked",
                            "%s is locked by somebody else.".formatted(table),
                            "It is tried again. If it lasts, see pg_locks for who holds it.");
            case "57014" ->
                    new Trouble(
                            "page_too_slow",
                            "Reading a page of %s takes too long.".formatted(table),
                            "It is tried again with smaller pages. An index on the columns of the order helps.");
            case "40001" ->
                    new Trouble(
                            "replica_conflict",
                            "The replica ended a query that was in the way of its replay.",
                            "It is tried again. hot_standby_feedback or max_standby_streaming_delay of the replica help.");
            default ->
                    isConnection(state)
                            ? new Trouble(
                                    "source_unreachable",
                                    "%s:%d/%s cannot be reached, or ended the connection (%s)."
                                            .formatted(
                                                    settings.hostname(),
                                                    settings.port(),
                                                    settings.database(),
                                                    state),
                                    "Check host, port, user and limits of connections. It is tried again and goes on where it stopped.")
                            : new Trouble(
                                    "source_error",
                                    "Reading %s ended with the error %s.".formatted(table, state),
                                    "It is tried again. Look that SQLSTATE up in the log of the source.");
        };
    }

    /// Whether smaller pages may help.
    static boolean isTooMuch(SQLException cause) {
        return state(cause).equals("57014") || state(cause).equals("40001");
    }

    private static boolean isConnection(String state) {
        return state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("3D")
                || state.startsWith("53")
                || state.startsWith("57P");
    }

    static String state(SQLException cause) {
        return cause.getSQLState() == null ? "unknown" : cause.getSQLState();
    }
}
