package dev.rowhook.dispatcher;

import java.util.TreeSet;

/// Counts messages of one kind, each once: those up to the mark, with which the count is written.
/// Not thread-safe.
final class CountToMark {
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long count;

    /// @param count of those up to the mark of the cursor
    CountToMark(long count) {
        this.count = count;
    }

    void add(long seq) {
        ahead.add(seq);
    }

    /// So many there are up to a mark that may move back.
    long upTo(long mark) {
        return count + ahead.headSet(mark, true).size();
    }

    /// So many there are up to a mark that does not move back.
    long settle(long mark) {
        var settled = ahead.headSet(mark, true);
        count += settled.size();
        settled.clear();
        return count;
    }
}
