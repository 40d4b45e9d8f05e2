package dev.rowhook.dispatcher.http;

import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

/// The clients of one account, one for each TLS identity, with one pool of connections.
/// Thread-safe.
final class AccountClients implements AutoCloseable {
    private static final int IDLE_CONNECTIONS = 256;
    private static final int IDENTITIES_KEPT = 1000;

    // Shorter than servers keep idle connections (5 s at the least), so that they do not close one
    // as it is used.
    private static final Duration KEEP_IDLE = Duration.ofSeconds(4);

    private final OkHttpClient plain;
    private final Map<TlsIdentity, OkHttpClient> clients = new ConcurrentHashMap<>();

    AccountClients(SocketFactory sockets, Dns dns) {
        plain =
                new OkHttpClient.Builder()
                        .socketFactory(sockets)
                        .dns(dns)
                        .proxy(Proxy.NO_PROXY)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false)
                        .cookieJar(CookieJar.NO_COOKIES)
                        .cache(null)
                        .hostnameVerifier(new StrictHostnames())
                        .addNetworkInterceptor(new ReadableRetryAfter())
                        .eventListenerFactory(CallProgress::of)
                        .connectionPool(
                                new ConnectionPool(
                                        IDLE_CONNECTIONS,
                                        KEEP_IDLE.toMillis(),
                                        TimeUnit.MILLISECONDS))
                        .build();
    }

    OkHttpClient of(TlsIdentity identity) {
        if (identity.equals(TlsIdentity.NONE)) {
            return plain;
        }
        if (clients.size() >= IDENTITIES_KEPT) {
            clients.clear();
        }
        return clients.computeIfAbsent(identity, this::create);
    }

    private OkHttpClient create(TlsIdentity identity) {
        TlsContext tls = TlsContext.of(identity);
        return plain.newBuilder().sslSocketFactory(tls.sockets(), tls.trust()).build();
    }

    @Override
    public void close() {
        plain.connectionPool().evictAll();
    }
}
