package dev.rowhook.benchmarks.report;

/// A number that a run gives. Not every run gives each.
public enum Metric {
    /// From the first commit to the last answer; of a backlog from the first answer to the last.
    MESSAGES_PER_SECOND,
    /// The same, from the start of the contender's process to the last answer.
    MESSAGES_PER_SECOND_FROM_START,
    /// What the source took.
    COMMITS_PER_SECOND,
    /// How long a commit took in the source, as who commits sees it. The age of a message has it in
    /// it.
    COMMIT_P50_MS,
    COMMIT_P99_MS,
    /// The longest that a commit of a steady load began after its time.
    COMMITS_LATE_MS,
    MESSAGES,
    MESSAGES_PER_REQUEST,
    /// Messages that came again.
    DUPLICATES,
    /// How long the run took.
    SECONDS,
    /// From commit to the 2xx of the receiver.
    AGE_P50_MS,
    AGE_P90_MS,
    AGE_P99_MS,
    AGE_P999_MS,
    AGE_MAX_MS,
    /// CPU seconds per million messages.
    CPU_SENDER,
    CPU_STORE,
    CPU_SOURCE,
    CPU_RECEIVER,
    CPU_LOAD,
    /// How much of one core the receiver used.
    RECEIVER_BUSY_PERCENT,
    /// How much of all cores was used by processes that have nothing to do with it.
    OTHERS_BUSY_PERCENT,
    /// The largest heap that a garbage collection of the sender left.
    HEAP_AFTER_GC_BYTES,
    /// The largest heap that the sender had before one.
    HEAP_PEAK_BYTES,
    /// The largest resident memory of the sender's process since it started.
    RSS_PEAK_BYTES,
    /// What was written to files, the write-ahead log included, per message.
    WRITTEN_SOURCE_BYTES,
    WRITTEN_STORE_BYTES,
    /// Write-ahead log, per message.
    WAL_SOURCE_BYTES,
    WAL_STORE_BYTES
}
