package dev.rowhook.dispatcher;

import dev.rowhook.core.EndpointId;

/// Where a sink sends to.
///
/// @param gate shared by all sinks of the endpoint
record Destination(EndpointId endpoint, Courier courier, EndpointGate gate) {}
