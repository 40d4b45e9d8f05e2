package dev.rowhook.changelog;

import org.jooq.DSLContext;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which servers live. Time is the clock of the log's Postgres.
///
/// One lives for a term from its last [#beat] on. Thread-safe.
public final class Nodes {
    private static final String BEAT =
            """
            insert into rowhook_host.node (name, instance, alive_until)
            values (?, ?, clock_timestamp() + make_interval(secs => ?))
            on conflict (name) do update set instance = excluded.instance, alive_until = excluded.alive_until
            where node.instance = excluded.instance or node.alive_until < clock_timestamp() or ?
            """;

    /// Waits for each of them to be gone, a second at most.
    private static final String END_SESSIONS =
            """
            select pg_terminate_backend(pid, 1000) from pg_stat_activity
            where application_name = ? and usename = current_user and datname = current_database()
              and pid <> pg_backend_pid()
            """;

    private final DSLContext worker;
    private final Node node;
    private final Duration term;

    /// @param node this one
    /// @param term how long a server counts as alive without a word of it
    public Nodes(DSLContext worker, Node node, Duration term) {
        this.worker = worker;
        this.node = node;
        this.term = term;
    }

    /// Says that this server has started. Another process that bears its name is ended or has to
    /// stop: its sessions are ended, and its next [#beat] finds this one.
    public void enter() {
        worker.execute(
                "delete from rowhook_host.node where alive_until < clock_timestamp() - interval '1 day'");
        endSessions(node.name());
        beat(true);
    }

    /// Says that this server lives.
    ///
    /// @return whether it does: false if another process has started under its name since
    public boolean beat() {
        return beat(false);
    }

    private boolean beat(boolean first) {
        return worker.execute(BEAT, node.name(), node.instance(), term.toMillis() / 1000.0, first)
                == 1;
    }

    /// The names of those that live.
    public Set<String> alive() {
        return worker
                .fetch("select name from rowhook_host.node where alive_until > clock_timestamp()")
                .stream()
                .map(row -> row.get(0, String.class))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// This server stops: nobody need wait for it any more.
    public void leave() {
        worker.execute(
                "delete from rowhook_host.node where name = ? and instance = ?",
                node.name(),
                node.instance());
    }

    /// Ends the sessions of a server that does not live: it may be frozen within a transaction, and
    /// whoever goes on with its databases would wait for the locks.
    public void endSessions(String name) {
        Optional<UUID> instance =
                worker.fetchOptional("select instance from rowhook_host.node where name = ?", name)
                        .map(row -> row.get(0, UUID.class));
        instance.filter(other -> !other.equals(node.instance()))
                .ifPresent(other -> worker.fetch(END_SESSIONS, Node.sessions(other)));
    }
}
