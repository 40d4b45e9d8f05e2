package dev.rowhook.dispatcher.attempt;

import dev.rowhook.core.SinkId;

/// An attempt that is to be written.
///
/// @param inFull with headers and answer
record KeptAttempt(SinkId sink, Attempt attempt, boolean inFull) {
    private static final int FIXED_BYTES = 500;

    /// About what it holds in memory.
    long bytes() {
        long seqs = (long) attempt.seqs().length * Long.BYTES;
        if (!inFull) {
            return FIXED_BYTES + seqs;
        }
        return FIXED_BYTES
                + seqs
                + attempt.exchange().headers().byteCount()
                + attempt.exchange()
                        .answer()
                        .map(answer -> answer.headers().byteCount() + answer.body().length)
                        .orElse(0L);
    }
}
