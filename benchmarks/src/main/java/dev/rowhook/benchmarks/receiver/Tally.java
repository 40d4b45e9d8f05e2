package dev.rowhook.benchmarks.receiver;

import org.HdrHistogram.Histogram;

/// Counts what arrives against what is expected. Not thread-safe.
final class Tally {
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Expectation expected;
    private final long[] seen;
    private final Histogram ages = new Histogram(LONGEST_MICROS, 3);
    private long requests;
    private long distinct;
    private long duplicates;
    private long strays;
    private long unreadable;
    private long firstCommitMicros;
    private long firstMicros;
    private long lastMicros;

    Tally(Expectation expected) {
        this.expected = expected;
        this.seen = new long[Math.toIntExact((expected.messages() + 63) / 64)];
    }

    /// A request was answered.
    void request(Request request, long nowMicros) {
        requests++;
        if (!request.whole()) {
            unreadable++;
        }
        MessageList messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            message(request.sink(), messages.id(i), messages.commitMicros(i), nowMicros);
        }
    }

    private void message(int sink, long id, long commitMicros, long nowMicros) {
        long row = id - expected.firstId();
        if (sink < 0 || sink >= expected.sinks() || row < 0 || row >= expected.rows()) {
            strays++;
            return;
        }
        if (!mark((long) sink * expected.rows() + row)) {
            duplicates++;
            return;
        }
        if (distinct == 0) {
            firstMicros = nowMicros;
            firstCommitMicros = commitMicros;
        }
        distinct++;
        firstCommitMicros = Math.min(firstCommitMicros, commitMicros);
        lastMicros = nowMicros;
        if (id >= expected.timedFrom()) {
            ages.recordValue(Math.clamp(nowMicros - commitMicros, 0, LONGEST_MICROS));
        }
    }

    private boolean mark(long index) {
        int word = (int) (index >>> 6);
        long bit = 1L << index;
        boolean fresh = (seen[word] & bit) == 0;
        seen[word] |= bit;
        return fresh;
    }

    /// A request could not be read.
    void unreadable() {
        unreadable++;
    }

    Received received() {
        return new Received(
                requests,
                distinct,
                duplicates,
                strays,
                unreadable,
                firstCommitMicros,
                firstMicros,
                lastMicros,
                new Received.Ages(
                        ages.getValueAtPercentile(50),
                        ages.getValueAtPercentile(90),
                        ages.getValueAtPercentile(99),
                        ages.getValueAtPercentile(99.9),
                        ages.getMaxValue()));
    }
}
