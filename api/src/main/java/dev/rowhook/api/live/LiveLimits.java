package dev.rowhook.api.live;

import java.time.Duration;

/// How much live views may take. Counts are those of a node.
///
/// @param streamsOfAccount at a time
/// @param streams of all accounts at a time
/// @param readers that read for all streams at a time
/// @param queued events that wait for a reader of a stream
/// @param attempts that are shown of those that were written at once
/// @param pause between two readings of what is watched
/// @param countPause between two readings of counts
/// @param heartbeat after so long without an event a stream says that it lives
/// @param checked how often it is looked whether a stream may go on
/// @param unchecked so long a stream goes on without that it could be looked
public record LiveLimits(
        int streamsOfAccount,
        int streams,
        int readers,
        int queued,
        int attempts,
        Duration pause,
        Duration countPause,
        Duration heartbeat,
        Duration checked,
        Duration unchecked) {

    /// What holds where an application says nothing else.
    public static LiveLimits defaults() {
        return new LiveLimits(
                20,
                500,
                4,
                256,
                200,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30));
    }

    /// The same, looking as often as this whether a stream may go on.
    public LiveLimits checkedEvery(Duration often) {
        return new LiveLimits(
                streamsOfAccount,
                streams,
                readers,
                queued,
                attempts,
                pause,
                countPause,
                heartbeat,
                often,
                unchecked);
    }
}
