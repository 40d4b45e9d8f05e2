package dev.rowhook.api.revision;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.AuditEntry;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/// What a request would do.
record DryRunAnswer(@JsonProperty("dry_run") boolean dryRun, List<Change> changes) {
    DryRunAnswer {
        changes = List.copyOf(changes);
    }

    static DryRunAnswer of(DryRun run) {
        return new DryRunAnswer(true, run.changes().stream().map(Change::of).toList());
    }

    /// One thing that it would do, as an event of the audit log has it.
    ///
    /// @param resourceId none of a resource that is not there yet
    record Change(
            String action,
            @JsonProperty("resource_kind") String resourceKind,
            @JsonProperty("resource_id") Optional<String> resourceId,
            @JsonProperty("resource_name") Optional<String> resourceName,
            ObjectNode changes) {

        private static Change of(AuditEntry entry) {
            return new Change(
                    entry.action(),
                    entry.resourceKind(),
                    entry.isNew() ? Optional.empty() : Optional.of(entry.resourceId()),
                    entry.resourceName(),
                    entry.changes());
        }
    }
}
