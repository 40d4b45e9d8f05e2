package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.window.Entry;

import java.util.List;
import java.util.Map;

/// Messages of the window that are to be recorded together: those in `failures` failed alone, the
/// others wait behind them.
record FailedMessages(List<Entry> entries, Map<Entry, Failure> failures) {

    /// Those for which their groups wait.
    List<Entry> holding() {
        return entries.stream().filter(this::holds).toList();
    }

    private boolean holds(Entry entry) {
        Failure failure = failures.get(entry);
        return failure == null || failure.holds();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
