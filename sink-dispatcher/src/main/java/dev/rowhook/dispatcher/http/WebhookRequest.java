package dev.rowhook.dispatcher.http;

import okhttp3.Headers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One request: its body (the first `length` bytes of the array), and what its headers say of it.
///
/// @param sequence is there if the body is a single message
/// @param batch the ids of the messages of a batch; empty if the body is a single message
/// @param attributes further headers of this message
/// @param redriven whether a message of it was given another turn, out of its order
/// @param replayRun the replay that sends all of it again; 0 if there is none
@SuppressWarnings("ArrayRecordComponent") // The buffer of one sender, used once.
public record WebhookRequest(
        String id,
        Optional<String> sequence,
        Instant at,
        byte[] body,
        int length,
        List<String> batch,
        String contentType,
        Headers attributes,
        boolean redriven,
        int replayRun) {
    private static final String JSON = "application/json";

    /// A request with one message in JSON.
    public static WebhookRequest single(
            String id, String sequence, Instant at, byte[] body, int length) {
        return new WebhookRequest(
                id,
                Optional.of(sequence),
                at,
                body,
                length,
                List.of(),
                JSON,
                Headers.EMPTY,
                false,
                0);
    }

    /// A request with several messages in JSON.
    public static WebhookRequest batch(
            String id, List<String> batch, Instant at, byte[] body, int length) {
        return new WebhookRequest(
                id, Optional.empty(), at, body, length, batch, JSON, Headers.EMPTY, false, 0);
    }

    /// The same in another format.
    public WebhookRequest as(String newType, Headers newAttributes) {
        return new WebhookRequest(
                id, sequence, at, body, length, batch, newType, newAttributes, redriven, replayRun);
    }

    /// The same, redriven or not.
    public WebhookRequest redriven(boolean isRedriven) {
        return new WebhookRequest(
                id,
                sequence,
                at,
                body,
                length,
                batch,
                contentType,
                attributes,
                isRedriven,
                replayRun);
    }

    /// The same, sent again by a replay.
    public WebhookRequest replayed(int run) {
        return new WebhookRequest(
                id, sequence, at, body, length, batch, contentType, attributes, redriven, run);
    }

    /// Says which request it is, never what it holds.
    @Override
    public String toString() {
        return "request " + id;
    }
}
