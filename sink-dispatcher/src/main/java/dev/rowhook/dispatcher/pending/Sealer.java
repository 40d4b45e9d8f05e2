package dev.rowhook.dispatcher.pending;

import dev.rowhook.core.SinkId;

/// Seals what stands in the table of pending changes, with the data key of the sink's account. A
/// sealed value opens for its sink and seq only. Thread-safe.
public interface Sealer {

    byte[] seal(SinkId sink, long seq, byte[] plain);

    byte[] open(SinkId sink, long seq, byte[] sealed);
}
