package dev.rowhook.dispatcher.http;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;

import okhttp3.OkHttpClient;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.SocketFactory;

/// The clients of all accounts, so that no connection is shared between accounts. Thread-safe.
public final class HttpClients implements AutoCloseable {
    private static final int TOKEN_SOURCES_KEPT = 10_000;

    private final SocketFactory sockets;
    private final BoundedDns dns;
    private final Map<AccountId, AccountClients> accounts = new ConcurrentHashMap<>();
    private final Map<TokenKey, TokenSource> tokens = new ConcurrentHashMap<>();

    /// @param sockets judges every address that is dialled
    public HttpClients(SocketFactory sockets) {
        this(sockets, new BoundedDns());
    }

    HttpClients(SocketFactory sockets, BoundedDns dns) {
        this.sockets = sockets;
        this.dns = dns;
    }

    /// The client of an account for endpoints of one TLS identity.
    ///
    /// @throws IllegalArgumentException if the identity cannot be used
    public OkHttpClient of(AccountId account, TlsIdentity tls) {
        return accounts.computeIfAbsent(account, this::create).of(tls);
    }

    private AccountClients create(AccountId account) {
        return new AccountClients(sockets, dns.of(account));
    }

    /// The tokens of one endpoint, shared by the sinks that use it.
    TokenSource tokens(EndpointSettings endpoint, Auth.OAuth2 auth) {
        if (tokens.size() >= TOKEN_SOURCES_KEPT) {
            tokens.clear();
        }
        TokenKey key = new TokenKey(endpoint.account(), endpoint.endpoint(), endpoint.tls(), auth);
        return tokens.computeIfAbsent(
                key, _ -> new TokenSource(of(endpoint.account(), endpoint.tls()), auth));
    }

    @Override
    public void close() {
        accounts.values().forEach(AccountClients::close);
        dns.close();
    }

    private record TokenKey(
            AccountId account, EndpointId endpoint, TlsIdentity tls, Auth.OAuth2 auth) {}
}
