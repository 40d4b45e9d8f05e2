package dev.rowhook.server.application;

import dev.rowhook.api.hardening.HttpLimits;
import dev.rowhook.api.hardening.TrustedProxies;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/// How a server meets the network that it is in.
///
/// @param tls with which it serves, if not in the clear
/// @param limits of its patience with clients
/// @param operations where its health is told in detail, if anywhere
/// @param proxies whom it believes of whom a request is
public record Exposure(
        Optional<TlsFiles> tls,
        HttpLimits limits,
        Optional<InetSocketAddress> operations,
        TrustedProxies proxies) {

    /// In the clear, and nothing told: for one machine.
    public static Exposure local() {
        return new Exposure(
                Optional.empty(),
                HttpLimits.defaults(),
                Optional.empty(),
                new TrustedProxies(Set.of()));
    }
}
