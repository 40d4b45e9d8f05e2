package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.pending.PendingChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a run of pending messages: the first ones were accepted, and then perhaps one
/// failed. The others were not sent.
record Retried(List<PendingChange> run, List<PendingChange> accepted, Optional<Failed> failed) {

    /// Those of whose groups none waits for them any more.
    List<PendingChange> released() {
        List<PendingChange> released = new ArrayList<>();
        accepted.stream().filter(PendingChange::holds).forEach(released::add);
        failed.filter(one -> one.change().holds() && !one.failure().holds())
                .ifPresent(one -> released.add(one.change()));
        return released;
    }

    record Failed(PendingChange change, Failure failure) {}
}
