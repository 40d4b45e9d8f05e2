package dev.rowhook.server.command;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.server.application.MasterKeyCheck;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.store.Migrations;
import dev.rowhook.store.Roles;
import dev.rowhook.store.SchemaState;
import dev.rowhook.store.Sql;

import org.springframework.boot.web.server.PortInUseException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

/// What is looked at before a server is started, so that what is wrong can be said in a sentence.
final class StartChecks {
    private static final Duration STORE_WITHIN = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private StartChecks() {}

    /// @throws Refusal if the schema is not of this version, or a port is taken
    /// @throws SQLException if the store refuses, or is not there for a minute
    static void require(ServerSettings settings)
            throws Refusal, SQLException, InterruptedException {
        DataSource worker =
                StoreSessions.of(
                        settings.store().jdbcUrl(),
                        Roles.WORKER,
                        settings.store().workerPassword());
        requireFree(settings.address(), settings.port());
        if (settings.exposure().operations().isPresent()) {
            InetSocketAddress operations = settings.exposure().operations().get();
            requireFree(operations.getAddress().getHostAddress(), operations.getPort());
        }
        await(worker);
        StoreVersion.require(worker, StoreVersion.OLDEST);
        requireCurrent(worker);
        requireKeys(worker, settings.masterKeys());
    }

    /// @throws Refusal if the schema is not of this version
    static void requireCurrent(DataSource worker) throws Refusal, SQLException {
        switch (Migrations.state(worker)) {
            case SchemaState.Current _ -> {}
            case SchemaState.Older(String version, String newest) ->
                    throw new Refusal(
                            "%s, and this version of Rowhook needs version %s. Run: rowhook server migrate"
                                    .formatted(
                                            version.isEmpty()
                                                    ? "there is no schema that this server can see"
                                                    : "the schema is of version " + version,
                                            newest));
            case SchemaState.Newer(String version, String newest) ->
                    throw new Refusal(
                            "the schema is of version %s, and this version of Rowhook knows %s and older. Start the version that migrated it, or a newer one"
                                    .formatted(version, newest));
            case SchemaState.Foreign(String version) ->
                    throw new Refusal(
                            "the schema, of version %s, is not as this version of Rowhook knows it: a migration failed half-way or was another one"
                                    .formatted(version));
        }
    }

    /// @throws Refusal if a master key is missing that something sealed needs
    static void requireKeys(DataSource worker, MasterKeys masterKeys) throws Refusal {
        Optional<String> fault = MasterKeyCheck.fault(Sql.of(worker), masterKeys);
        if (fault.isPresent()) {
            throw new Refusal(fault.get());
        }
    }

    private static void requireFree(String address, int port) throws Refusal {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        } catch (IOException e) {
            throw new Refusal(
                    "%s, port %d cannot be listened on: %s"
                            .formatted(address, port, e.getMessage()));
        }
    }

    private static void await(DataSource worker) throws SQLException, InterruptedException {
        long giveUp = System.nanoTime() + STORE_WITHIN.toNanos();
        while (true) {
            try (Connection connection = worker.getConnection()) {
                connection.isValid(5);
                return;
            } catch (SQLException e) {
                boolean comesLater =
                        e.getSQLState() != null
                                && (e.getSQLState().startsWith("08")
                                        || e.getSQLState().startsWith("57"));
                if (!comesLater || System.nanoTime() - giveUp > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /// Why a server did not start, without the chain of those who passed it on.
    static Refusal refusal(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof PortInUseException)) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case PortInUseException taken ->
                    new Refusal("port %d is taken".formatted(taken.getPort()));
            case SQLException sql -> new Refusal(StoreFailure.text(sql));
            default -> new Refusal("the server did not start: " + cause.getMessage());
        };
    }
}
