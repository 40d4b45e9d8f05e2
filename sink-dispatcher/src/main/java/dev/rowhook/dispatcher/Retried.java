package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;

import java.util.List;
import java.util.Optional;

/// What became of a run of pending messages: the first ones were accepted, and then perhaps one
/// failed. The others were not sent.
record Retried(List<PendingChange> run, List<PendingChange> accepted, Optional<Failed> failed) {

    record Failed(PendingChange change, Failure failure) {}
}
