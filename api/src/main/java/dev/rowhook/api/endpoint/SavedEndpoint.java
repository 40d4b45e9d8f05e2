package dev.rowhook.api.endpoint;

import dev.rowhook.core.EndpointId;
import dev.rowhook.core.SinkId;

import java.util.Map;

/// An endpoint that was just edited.
///
/// @param versions for each sink that uses it, the version of the sink's settings that has the edit
record SavedEndpoint(EndpointId endpoint, Map<SinkId, Long> versions) {
    SavedEndpoint {
        versions = Map.copyOf(versions);
    }
}
