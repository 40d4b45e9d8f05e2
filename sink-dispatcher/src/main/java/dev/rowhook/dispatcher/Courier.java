package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.window.Message;

import java.util.List;

/// Carries messages of one sink to its endpoint. Thread-safe.
interface Courier {

    /// Sends messages in one request, and waits for what becomes of it.
    Exchange deliver(List<Message> messages);

    /// The `webhook-id` of a message, the same in every attempt.
    String webhookId(Message message);

    /// Ends the requests in flight, as if they had failed.
    void cancelAll();
}
