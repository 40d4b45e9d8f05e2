package dev.rowhook.server.operate;

import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of this installation tenants may never have dialled: its machine, and its Postgres.
final class OwnAddresses {
    private OwnAddresses() {}

    /// A policy that refuses them, but for the addresses that the operator allowed.
    static EgressPolicy policy(EgressMode mode, Set<InetAddress> allowed, StoreUrl store) {
        Set<InetAddress> own =
                machine()
                        .filter(address -> !address.isLoopbackAddress())
                        .filter(address -> !allowed.contains(address))
                        .collect(Collectors.toSet());
        return new EgressPolicy(mode, allowed, own, sockets(store));
    }

    /// Without scopes, which the policy refuses anyway.
    private static Stream<InetAddress> machine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnAddresses::withoutScope);
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has a wrong length", e);
        }
    }

    /// Of a host that does not resolve now nothing is known; the store is asked soon after.
    private static Set<InetSocketAddress> sockets(StoreUrl store) {
        try {
            return Arrays.stream(InetAddress.getAllByName(store.host()))
                    .map(address -> new InetSocketAddress(address, store.port()))
                    .collect(Collectors.toSet());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }
}
