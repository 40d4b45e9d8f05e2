package dev.rowhook.benchmarks.receiver;

/// Where the id of a row and the time of its commit stand in a message. The id comes first.
public enum Dialect {
    /// Rowhook's messages. The time is ISO 8601 with microseconds.
    ROWHOOK("\"record\":{\"id\":", "\"commit_timestamp\":\""),
    /// Debezium's change events. The time is a number of microseconds.
    DEBEZIUM("\"after\":{\"id\":", "\"ts_us\":");

    private final String beforeId;
    private final String beforeTime;

    Dialect(String beforeId, String beforeTime) {
        this.beforeId = beforeId;
        this.beforeTime = beforeTime;
    }

    Marker beforeId() {
        return new Marker(beforeId);
    }

    Marker beforeTime() {
        return new Marker(beforeTime);
    }
}
