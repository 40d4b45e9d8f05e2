package dev.rowhook.server.runtime;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.changelog.ChangeLog;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.reader.ReaderTiming;
import dev.rowhook.server.application.RowhookServer;
import dev.rowhook.server.application.ServerSettings;
import dev.rowhook.server.application.ServerSettings.Store;
import dev.rowhook.server.application.ServerTiming;
import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.Roles;
import dev.rowhook.store.accounts.AccountCreation;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.accounts.NewAccount;
import dev.rowhook.store.testing.OwnPostgres;
import dev.rowhook.store.testing.SourcePostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// A server with all roles in this process, its store, a source, and the REST interface as an
/// account's token has it.
final class WholeServer implements AutoCloseable {
    final OwnPostgres store = OwnPostgres.create();
    final SourcePostgres source = SourcePostgres.create();
    private final int port = freePort();
    private final MasterKeys masterKeys = MasterKeys.parse(MasterKeys.createLine("test").reveal());
    private final RowhookServer server = RowhookServer.start(settings());
    final NewAccount account = createAccount();
    final RestClient rest = client(account.token());

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSettings settings() {
        return new ServerSettings(
                "127.0.0.1",
                port,
                new PublicUrl(URI.create("http://127.0.0.1:" + port)),
                UUID.randomUUID(),
                "node",
                new Store(
                        store.jdbcUrl(),
                        Secret.of(store.password(Roles.API)),
                        Secret.of(store.password(Roles.WORKER)),
                        Secret.of(store.password(Roles.IDENTITY))),
                masterKeys,
                EgressPolicy.of(EgressMode.DEV),
                ChangeLog.Settings.defaults(),
                new ServerTiming(
                        ReaderTiming.defaults(), Duration.ofMinutes(1), Duration.ofSeconds(3)),
                Clock.systemUTC());
    }

    /// Stops the server alone.
    void stop() {
        server.close();
    }

    /// Another account.
    NewAccount createAccount() {
        return new AccountCreation(store.worker(), masterKeys).create("acme", "first");
    }

    /// Where the REST interface answers.
    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// The REST interface as a token has it.
    RestClient client(OpaqueToken token) {
        return new RestClient(url(), token.reveal());
    }

    /// The REST interface of the host.
    RestClient host() {
        return client(new HostTokens(store.worker()).create("ops"));
    }

    /// Connects the server to the source, under a name.
    void createDatabase(String name, String password) throws InterruptedException {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", name);
        fields.put("hostname", source.host());
        fields.put("port", source.port());
        fields.put("database", source.database());
        fields.put("username", source.user());
        fields.put("password", password);
        rest.create("/v1/databases", fields);
    }

    @Override
    public void close() {
        rest.close();
        server.close();
        source.close();
        store.close();
    }
}
