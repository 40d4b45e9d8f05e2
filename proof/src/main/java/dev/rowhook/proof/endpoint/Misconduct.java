package dev.rowhook.proof.endpoint;

/// What an endpoint does with a request instead of accepting it and saying so.
public enum Misconduct {
    /// Answers 500.
    REFUSE_500,
    /// Accepts the first messages of a batch, and names the others as failed.
    PARTLY,
    /// Answers 429, and asks for a second's pause.
    REFUSE_429,
    /// Reads the request, drops it, and is silent until the client gives up.
    HANG,
    /// Reads the request, drops it, and resets the connection.
    RESET_BEFORE,
    /// Accepts the request, and resets the connection instead of an answer.
    RESET_AFTER,
    /// Accepts the request when the client has given up, and answers into the void.
    LATE,
    /// Accepts the request, and closes the connection somewhere within the answer.
    HALF,
    /// Accepts the request, and answers 200 with a body that never ends.
    ENDLESS,
    /// Closes the connection when a request begins to come, without reading it.
    CLOSE
}
