package dev.rowhook.server.application;

import dev.rowhook.api.hardening.HttpLimits;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How a server meets the network that it is in.
///
/// @param tls with which it serves, if not in the clear
/// @param limits of its patience with clients
/// @param operations where its health is told in detail, if anywhere
public record Exposure(
        Optional<TlsFiles> tls, HttpLimits limits, Optional<InetSocketAddress> operations) {

    /// In the clear, and nothing told: for one machine.
    public static Exposure local() {
        return new Exposure(Optional.empty(), HttpLimits.defaults(), Optional.empty());
    }
}
