package dev.rowhook.api.revision;

import com.fasterxml.jackson.annotation.JsonProperty;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/// One thing that a request would do, as an event of the audit log has it.
///
/// @param resourceId none of a resource that is not there yet
public record WouldChange(
        String action,
        @JsonProperty("resource_kind") String resourceKind,
        @JsonProperty("resource_id") Optional<String> resourceId,
        @JsonProperty("resource_name") Optional<String> resourceName,
        ObjectNode changes) {}
