package dev.rowhook.dispatcher.http;

import dev.rowhook.core.AccountId;

import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;

import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

/// The clients of all accounts, one each, so that no connection is shared between accounts.
/// Thread-safe.
public final class HttpClients implements AutoCloseable {
    private static final int IDLE_CONNECTIONS = 256;

    // Shorter than servers keep idle connections (5 s at the least), so that they do not close one
    // as it is used.
    private static final Duration KEEP_IDLE = Duration.ofSeconds(4);

    private final SocketFactory sockets;
    private final BoundedDns dns = new BoundedDns();
    private final Map<AccountId, OkHttpClient> clients = new ConcurrentHashMap<>();

    /// @param sockets judges every address that is dialled
    public HttpClients(SocketFactory sockets) {
        this.sockets = sockets;
    }

    /// The client of an account.
    public OkHttpClient of(AccountId account) {
        return clients.computeIfAbsent(account, _ -> create());
    }

    private OkHttpClient create() {
        return new OkHttpClient.Builder()
                .socketFactory(sockets)
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .connectionPool(
                        new ConnectionPool(
                                IDLE_CONNECTIONS, KEEP_IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .build();
    }

    @Override
    public void close() {
        clients.values().forEach(client -> client.connectionPool().evictAll());
        dns.close();
    }
}
