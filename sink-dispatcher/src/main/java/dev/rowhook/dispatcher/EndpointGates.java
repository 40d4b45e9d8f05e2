package dev.rowhook.dispatcher;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The gates of all endpoints that sinks of this node send to. Thread-safe.
final class EndpointGates {
    private final ConcurrentMap<Key, EndpointGate> gates = new ConcurrentHashMap<>();

    private record Key(AccountId account, EndpointId endpoint) {}

    /// The gate of an endpoint, which from now on stands as its settings say unless it has newer
    /// ones.
    EndpointGate of(AccountId account, EndpointId endpoint, EndpointStanding standing) {
        EndpointGate gate =
                gates.computeIfAbsent(new Key(account, endpoint), _ -> new EndpointGate(standing));
        gate.update(standing);
        return gate;
    }
}
