package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.Nullable;

/// The place of one entry in the queue of one group.
final class Link {
    final Entry entry;
    final Group group;
    @Nullable Link previous;
    @Nullable Link next;
    int sweep;

    Link(Entry entry, Group group) {
        this.entry = entry;
        this.group = group;
    }
}
