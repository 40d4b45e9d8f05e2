package dev.rowhook.dispatcher;

/// What happens when a message is given up.
enum OnExhausted {
    /// It becomes a dead letter, and its groups wait for it.
    PARK_GROUP,
    /// It becomes a dead letter, and what follows it goes on.
    CONTINUE,
    /// It stays, first of its groups, and its sink is paused.
    PAUSE_SINK
}
