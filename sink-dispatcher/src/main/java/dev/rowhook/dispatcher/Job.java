package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.PendingChange;
import dev.rowhook.dispatcher.window.Batch;

import java.util.List;

/// What a sender does next.
sealed interface Job {

    /// Messages from the window, the first time, or a `second` time after the whole batch failed.
    record Fresh(Batch batch, boolean second, boolean probe) implements Job {}

    /// Messages from the table whose turn has come: a head, and perhaps what follows it in its
    /// group.
    record Again(List<PendingChange> run) implements Job {}
}
