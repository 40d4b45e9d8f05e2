package dev.rowhook.changelog;

/// The last replay of a sink: messages from seq `from` to `until` are sent again.
///
/// @param run counts the replays of the sink; 0 if there was none
/// @param newIds whether what is sent again has ids of its own
public record Replay(int run, long from, long until, boolean newIds) {
    /// Of a sink that was never replayed.
    public static final Replay NONE = new Replay(0, 1, 0, false);

    /// Whether the message of a change is sent again.
    public boolean covers(long seq) {
        return seq <= until && seq >= from;
    }
}
