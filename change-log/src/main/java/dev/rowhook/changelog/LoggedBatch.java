package dev.rowhook.changelog;

import java.util.ArrayList;
import java.util.List;

/// Changes that one append has committed, of rising seqs without a gap. Immutable.
final class LoggedBatch {
    private final List<TaggedChange> changes;
    private final int bytes;

    LoggedBatch(List<TaggedChange> changes, int bytes) {
        this.changes = List.copyOf(changes);
        this.bytes = bytes;
    }

    long firstSeq() {
        return changes.getFirst().change().seq();
    }

    long lastSeq() {
        return changes.getLast().change().seq();
    }

    int bytes() {
        return bytes;
    }

    /// What the sink wants of the batch after `after`, which stands in it or just before it.
    LogPage page(int sink, long after, int maxChanges) {
        List<LoggedChange> wanted = new ArrayList<>();
        long last = after;
        for (int i = (int) (after + 1 - firstSeq());
                i < changes.size() && wanted.size() < maxChanges;
                i++) {
            TaggedChange tagged = changes.get(i);
            last = tagged.change().seq();
            if (tagged.isWantedBy(sink)) {
                wanted.add(tagged.change());
            }
        }
        return new LogPage(last, wanted);
    }
}
