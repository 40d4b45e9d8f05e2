package dev.rowhook.api.delivery.count;

/// Some requests, and the messages in them.
record Count(long requests, long messages) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
        return new Count(requests + other.requests, messages + other.messages);
    }
}
