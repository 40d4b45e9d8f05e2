package dev.rowhook.changelog;

/// Gives the log of one database as each of its sinks sees it. Thread-safe.
public interface SinkLogs {

    /// The log as the sink of a number sees it.
    ///
    /// @param tagsFrom before this seq tags do not say what the sink wants: it sees every change of
    ///   the source as one that is not decided
    SinkLog of(int sink, long tagsFrom);
}
