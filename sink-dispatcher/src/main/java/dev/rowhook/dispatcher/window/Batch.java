package dev.rowhook.dispatcher.window;

import java.util.List;

/// Messages that are sent together, in order of seq.
public final class Batch {
    private List<Entry> entries = List.of();

    Batch() {}

    void seal(List<Entry> taken) {
        entries = List.copyOf(taken);
    }

    public List<Entry> entries() {
        return entries;
    }
}
