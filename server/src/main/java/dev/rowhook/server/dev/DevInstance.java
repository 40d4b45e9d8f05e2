package dev.rowhook.server.dev;

import dev.rowhook.api.auth.PublicUrl;
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

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// A running Rowhook with everything it needs in one data directory: its own Postgres, all roles on
/// one port of 127.0.0.1, and an account whose token lies in the file `token` of the directory.
///
/// It may call loopback addresses, which a server in the open never does. Thread-safe.
public final class DevInstance implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DevInstance.class);
    private static final String ADDRESS = "127.0.0.1";
    private static final String ACCOUNT = "default";

    private final DataDirectory directory;
    private final DevStore store;
    private final RowhookServer server;
    private final PublicUrl url;
    private final String token;
    private final DevOwner owner;
    private final Optional<URI> ownerLink;

    private DevInstance(
            DataDirectory directory,
            DevStore store,
            RowhookServer server,
            PublicUrl url,
            String token,
            DevOwner owner)
            throws IOException {
        this.directory = directory;
        this.store = store;
        this.server = server;
        this.url = url;
        this.token = token;
        this.owner = owner;
        this.ownerLink = owner.link(ACCOUNT, url);
    }

    /// Starts it. A start after a `kill -9` of the former process needs no help.
    ///
    /// @throws StartFailedException if it cannot start; what was started is stopped again
    public static DevInstance start(DevOptions options) {
        DataDirectory directory = DataDirectory.open(options.dataDirectory());
        try {
            int port = options.port() == 0 ? freePort() : options.port();
            requireFree(port);
            if (options.reset()) {
                PostgresCluster.erase(directory.resolve("postgres"));
                directory.remove("token");
                directory.remove(DevOwner.FILE);
            }
            return start(directory, port);
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
            PublicUrl url = new PublicUrl(URI.create("http://%s:%d".formatted(ADDRESS, port)));
            RowhookServer server =
                    RowhookServer.start(
                            new ServerSettings(
                                    ADDRESS,
                                    port,
                                    url,
                                    installation,
                                    "dev",
                                    store.settings(),
                                    masterKeys,
                                    EgressPolicy.of(EgressMode.DEV),
                                    ChangeLog.Settings.defaults(),
                                    ServerTiming.defaults(),
                                    Clock.systemUTC()));
            return new DevInstance(
                    directory, store, server, url, token, new DevOwner(directory, store));
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
                                .create(ACCOUNT, "first token")
                                .token()
                                .reveal());
    }

    /// The public URL has to be known before the server listens.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
            return socket.getLocalPort();
        }
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
        return url.value();
    }

    /// The token of the default account.
    public String token() {
        return token;
    }

    /// The link by which somebody becomes the owner of the default account, if it has none. It also
    /// lies in the file `owner-invitation`.
    public Optional<URI> ownerLink() {
        return ownerLink;
    }

    /// The port of Rowhook's own Postgres.
    public int storePort() {
        return store.port();
    }

    /// Stops server and Postgres in order.
    @Override
    public void close() {
        server.close();
        try {
            owner.tidy();
        } catch (IOException | DataAccessException e) {
            log.atWarn()
                    .addKeyValue("cause", e.getClass().getName())
                    .log("owner invitation not tidied up");
        }
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
