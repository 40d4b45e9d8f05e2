package dev.rowhook.api.revision;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// What a request would do.
record DryRunAnswer(@JsonProperty("dry_run") boolean dryRun, List<WouldChange> changes) {
    DryRunAnswer {
        changes = List.copyOf(changes);
    }
}
