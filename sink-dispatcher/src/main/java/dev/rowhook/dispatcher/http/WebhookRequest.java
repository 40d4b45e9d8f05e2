package dev.rowhook.dispatcher.http;

import java.time.Instant;
import java.util.Optional;

/// One request: its body (the first `length` bytes of the array), and what its headers say of it.
///
/// `sequence` is there if the body is a single message.
@SuppressWarnings("ArrayRecordComponent") // The buffer of one sender, used once.
public record WebhookRequest(
        String id, Optional<String> sequence, Instant at, byte[] body, int length) {

    /// Says which request it is, never what it holds.
    @Override
    public String toString() {
        return "request " + id;
    }
}
