package dev.rowhook.dispatcher.window;

import org.jspecify.annotations.Nullable;

/// The messages of one group that are not done, in order of seq.
final class Group {
    final long hash;
    @Nullable Link head;
    private @Nullable Link tail;
    private int size;

    Group(long hash) {
        this.hash = hash;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Link append(Entry entry) {
        Link link = new Link(entry, this);
        link.previous = tail;
        if (tail == null) {
            head = link;
        } else {
            tail.next = link;
        }
        tail = link;
        size++;
        return link;
    }

    void remove(Link link) {
        Link previous = link.previous;
        Link next = link.next;
        if (previous == null) {
            head = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            tail = previous;
        } else {
            next.previous = previous;
        }
        size--;
    }
}
