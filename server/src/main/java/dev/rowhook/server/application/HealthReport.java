package dev.rowhook.server.application;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import dev.rowhook.server.runtime.Supervisor;
import dev.rowhook.server.terminal.BuildVersion;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.SchemaState;

import org.flywaydb.core.api.FlywayException;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is to be known of this node: whether it can do its work, and if not why. It names nothing
/// of a tenant. Thread-safe.
final class HealthReport {
    /// Some looks may fail before the node is called not ready.
    private static final Duration READY_FOR = Duration.ofSeconds(15);

    private final ServerSettings settings;
    private final HikariDataSource worker;
    private final Supervisor supervisor;

    HealthReport(ServerSettings settings, HikariDataSource worker, Supervisor supervisor) {
        this.settings = settings;
        this.worker = worker;
        this.supervisor = supervisor;
    }

    /// Whether our own Postgres answers and leases are looked after.
    boolean isReady() {
        return supervisor
                .sinceLastLook()
                .filter(since -> since.compareTo(READY_FOR) < 0)
                .isPresent();
    }

    /// All of it, to be written as JSON.
    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("status", isReady() ? "ok" : "not_ready");
        detail.put("version", new BuildVersion().getVersion()[0]);
        detail.put("node", settings.node());
        detail.put("installation", settings.installation().toString());
        detail.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        detail.put("store", store());
        detail.put("leases", leases());
        settings.exposure().tls().ifPresent(files -> detail.put("tls", certificate(files)));
        detail.put("memory", memory());
        return detail;
    }

    private Map<String, Object> store() {
        Map<String, Object> store = new LinkedHashMap<>();
        long asked = System.nanoTime();
        try (Connection connection = worker.getConnection()) {
            boolean answers = connection.isValid(2);
            store.put("answers", answers);
            store.put("answered_in_ms", (System.nanoTime() - asked) / 1_000_000);
            store.put("postgres", connection.getMetaData().getDatabaseProductVersion());
            store.put("schema", schema());
        } catch (SQLException | FlywayException e) {
            store.put("answers", false);
        }
        HikariPoolMXBean pool = worker.getHikariPoolMXBean();
        if (pool != null) {
            store.put("connections", pool.getTotalConnections());
            store.put("connections_idle", pool.getIdleConnections());
            store.put("waiting_for_a_connection", pool.getThreadsAwaitingConnection());
        }
        return store;
    }

    private String schema() throws SQLException {
        return switch (Migrations.state(worker)) {
            case SchemaState.Current(String version) -> version;
            case SchemaState.Older(String version, String newest) ->
                    "%s, older than %s".formatted(version, newest);
            case SchemaState.Newer(String version, String newest) ->
                    "%s, newer than %s".formatted(version, newest);
            case SchemaState.Foreign(String version) -> version + ", not as this version knows it";
        };
    }

    private Map<String, Object> leases() {
        Map<String, Object> leases = new LinkedHashMap<>();
        supervisor
                .sinceLastLook()
                .ifPresent(since -> leases.put("looked_after_ms_ago", since.toMillis()));
        leases.put("databases_owned", supervisor.owned());
        return leases;
    }

    private static Map<String, Object> certificate(TlsFiles files) {
        try {
            return Map.of(
                    "certificate_expires_at", files.first().getNotAfter().toInstant().toString());
        } catch (IOException | RuntimeException e) {
            return Map.of("certificate_expires_at", "the file cannot be read");
        }
    }

    private static Map<String, Object> memory() {
        Runtime runtime = Runtime.getRuntime();
        return Map.of(
                "heap_used_bytes",
                runtime.totalMemory() - runtime.freeMemory(),
                "heap_max_bytes",
                runtime.maxMemory());
    }
}
