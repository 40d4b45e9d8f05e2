package dev.rowhook.dispatcher;

import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.window.Message;

import java.util.List;

/// Carries messages of one sink to its endpoint. Thread-safe.
interface Courier {

    /// Sends messages in one request, and waits for its outcome.
    Outcome deliver(List<Message> messages);

    /// Ends the requests in flight, as if they had failed.
    void cancelAll();
}
