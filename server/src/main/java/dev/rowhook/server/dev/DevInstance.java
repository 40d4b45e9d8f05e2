package dev.rowhook.server.dev;

import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.embedded.PostgresCluster;
import dev.rowhook.server.application.RowhookServer;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.server.application.ServerTiming;
import dev.rowhook.store.Roles;
import dev.rowhook.store.Sql;
import dev.rowhook.store.accounts.AccountCreation;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;

/// A running Rowhook with everything it needs in one data directory: its own Postgres, all roles on
/// one port of 127.0.0.1, and an account whose token lies in the file `token` of the directory.
///
/// It may call loopback addresses, which a server in the open never does. Thread-safe.
public final class DevInstance implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";

    private final DataDirectory directory;
    private final DevStore store;
    private final RowhookServer server;
    private final String token;

    private DevInstance(
            DataDirectory directory, DevStore store, RowhookServer server, String token) {
        this.directory = directory;
        this.store = store;
        this.server = server;
        this.token = token;
    }

    /// Starts it. A start after a `kill -9` of the former process needs no help.
    ///
    /// @throws StartFailedException if it cannot start; what was started is stopped again
    public static DevInstance start(DevOptions options) {
        DataDirectory directory = DataDirectory.open(options.dataDirectory());
        try {
            if (options.port() != 0) {
                requireFree(options.port());
            }
            if (options.reset()) {
                PostgresCluster.erase(directory.resolve("postgres"));
                directory.remove("token");
            }
            return start(directory, options.port());
        } catch (IOException e) {
            close(directory);
            throw new StartFailedException(
                    "%s cannot be used as data directory: %s".formatted(directory.path(), e), e);
        } catch (RuntimeException e) {
            close(directory);
            throw e;
        }
    }

    private static DevInstance start(DataDirectory directory, int port) throws IOException {
        UUID installation =
                UUID.fromString(
                        directory.readOr("installation", () -> UUID.randomUUID().toString()));
        MasterKeys masterKeys =
                MasterKeys.parse(
                        directory.readOr(
                                "master-key", () -> MasterKeys.createLine("dev").reveal()));
        DevStore store = DevStore.start(directory);
        try {
            String token = token(directory, store, masterKeys);
            RowhookServer server =
                    RowhookServer.start(
                            new ServerSettings(
                                    ADDRESS,
                                    port,
                                    installation,
                                    "dev",
                                    store.settings(),
                                    masterKeys,
                                    EgressPolicy.of(EgressMode.DEV),
                                    ChangeLog.Settings.defaults(),
                                    ServerTiming.defaults(),
                                    Clock.systemUTC()));
            return new DevInstance(directory, store, server, token);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// The token of the default account. Of the token in the store there is only the hash, so one
    /// that was lost is replaced together with its account's file.
    private static String token(DataDirectory directory, DevStore store, MasterKeys masterKeys)
            throws IOException {
        return directory.readOr(
                "token",
                () ->
                        new AccountCreation(Sql.of(store.dataSource(Roles.WORKER)), masterKeys)
                                .create("default", "first token")
                                .token()
                                .reveal());
    }

    private static void requireFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port));
        } catch (BindException e) {
            throw new StartFailedException(
                    "port %d of %s is taken. Choose another with --port, or --port 0 for a free one."
                            .formatted(port, ADDRESS),
                    e);
        }
    }

    /// Where the REST interface answers.
    public URI url() {
        return URI.create("http://%s:%d".formatted(ADDRESS, server.port()));
    }

    /// The token of the default account.
    public String token() {
        return token;
    }

    /// The port of Rowhook's own Postgres.
    public int storePort() {
        return store.port();
    }

    /// Stops server and Postgres in order.
    @Override
    public void close() {
        server.close();
        store.close();
        close(directory);
    }

    private static void close(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            throw new StartFailedException("the data directory cannot be let go", e);
        }
    }
}
