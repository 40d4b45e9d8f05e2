package dev.rowhook.changelog;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /// The numbers of the sinks that want any of it.
    Set<Integer> sinks() {
        Set<Integer> sinks = new HashSet<>();
        int[] last = {};
        for (TaggedChange change : changes) {
            // Mostly the same sinks again.
            if (!Arrays.equals(change.sinks(), last)) {
                last = change.sinks();
                for (int tag : last) {
                    sinks.add(SinkTag.sink(tag));
                }
            }
        }
        return sinks;
    }

    /// What the sink wants of the batch after `after`, which stands in it or just before it.
    LogPage page(LogView view, long after, int maxChanges) {
        PageBuilder wanted = new PageBuilder();
        long last = after;
        for (int i = (int) (after + 1 - firstSeq());
                i < changes.size() && wanted.size() < maxChanges;
                i++) {
            TaggedChange tagged = changes.get(i);
            last = tagged.change().seq();
            view.tag(tagged).ifPresent(tag -> wanted.add(tagged.change(), tag));
        }
        return wanted.page(last);
    }
}
