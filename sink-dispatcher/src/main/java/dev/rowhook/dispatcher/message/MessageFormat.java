package dev.rowhook.dispatcher.message;

/// What a message is wrapped in.
public enum MessageFormat {
    /// Nothing: the object that Sequin's receivers parse.
    NATIVE,
    /// A CloudEvent in JSON, or in a batch an array of them.
    CLOUDEVENTS,
    /// The message as it is, and a CloudEvent's attributes in the headers.
    CLOUDEVENTS_BINARY
}
