package dev.rowhook.dispatcher;

/// What follows a request.
enum NextStep {
    /// Nothing, it was accepted.
    ACCEPTED,
    /// After a pause, the same batch once more.
    RETRY_WHOLE,
    /// Its two halves, one after the other.
    HALVE,
    /// It was one message: it gets a row of its own, and its group waits.
    BLOCK_GROUP,
    /// It was one message, and is not tried again.
    GIVE_UP,
    /// Nobody is blamed, the messages wait for the endpoint.
    BACK_TO_WINDOW
}
