package dev.rowhook.changelog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects what one sink wants of a stretch of the log. Not thread-safe.
final class PageBuilder {
    private final List<LoggedChange> wanted = new ArrayList<>();
    private final Set<Long> open = new HashSet<>();

    void add(LoggedChange change, int tag) {
        wanted.add(change);
        if (SinkTag.isOpen(tag)) {
            open.add(change.seq());
        }
    }

    int size() {
        return wanted.size();
    }

    LogPage page(long lastSeq) {
        return new LogPage(lastSeq, wanted, open);
    }
}
