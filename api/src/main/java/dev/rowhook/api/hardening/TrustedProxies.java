package dev.rowhook.api.hardening;

import java.net.InetAddress;
import java.util.Set;

/// The proxies in front of a server, for an application to give as a bean. Of a request that one of
/// them hands on, `X-Forwarded-For` says whose it is; what anybody else says there counts for
/// nothing.
public record TrustedProxies(Set<InetAddress> addresses) {
    public TrustedProxies {
        addresses = Set.copyOf(addresses);
    }
}
