package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LogPage;
import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.SinkLog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A log in memory.
final class FakeLog implements SinkLog {
    private final TreeMap<Long, LoggedChange> changes = new TreeMap<>();
    private final Set<Long> open = new HashSet<>();
    private long end;

    synchronized void append(LoggedChange change) {
        append(change, false);
    }

    synchronized void append(LoggedChange change, boolean isOpen) {
        changes.put(change.seq(), change);
        if (isOpen) {
            open.add(change.seq());
        }
        end = change.seq();
        notifyAll();
    }

    /// A change that the sink does not want.
    synchronized void pass(long seq) {
        end = seq;
        notifyAll();
    }

    @Override
    public synchronized LogPage next(long after, int maxChanges) throws InterruptedException {
        while (end <= after) {
            wait();
        }
        List<LoggedChange> page = new ArrayList<>();
        for (Map.Entry<Long, LoggedChange> change : changes.tailMap(after, false).entrySet()) {
            if (page.size() == maxChanges) {
                return new LogPage(page.getLast().seq(), page, open);
            }
            page.add(change.getValue());
        }
        return new LogPage(end, page, open);
    }
}
