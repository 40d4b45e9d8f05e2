package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.pending.Failure;
import dev.rowhook.dispatcher.window.Entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How messages of the window failed alone, until that is written. Not thread-safe.
final class FailureBook {
    private final Map<Entry, Failure> failures = new HashMap<>();
    private boolean worthALook;

    void add(Entry entry, Failure failure) {
        failures.put(entry, failure);
        worthALook = true;
    }

    /// Something has changed since the last [#take].
    void lookAgain() {
        worthALook = true;
    }

    boolean isWorthALook() {
        return worthALook;
    }

    FailedMessages take(List<Entry> entries) {
        worthALook = false;
        Map<Entry, Failure> taken = new HashMap<>();
        for (Entry entry : entries) {
            Failure failure = failures.remove(entry);
            if (failure != null) {
                taken.put(entry, failure);
            }
        }
        return new FailedMessages(entries, taken);
    }

    void putBack(FailedMessages failed) {
        failures.putAll(failed.failures());
        worthALook = true;
    }
}
