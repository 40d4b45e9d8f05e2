package dev.rowhook.changelog;

import java.util.OptionalInt;

/// A change with the [tags][SinkTag] of the sinks that want it. The array is shared: nobody writes
/// to it.
@SuppressWarnings("ArrayRecordComponent") // One array serves every change that the same sinks want.
public record TaggedChange(LoggedChange change, int[] sinks) {

    /// How it names the sink; empty if the sink does not want it.
    OptionalInt tagOf(int sink) {
        for (int tag : sinks) {
            if (SinkTag.isOf(tag, sink)) {
                return OptionalInt.of(tag);
            }
        }
        return OptionalInt.empty();
    }
}
