package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;

import java.util.Optional;
import java.util.OptionalLong;

/// A sink that has a place in the log, as the tables have it now.
///
/// @param acknowledged the version of its settings that was in effect last
/// @param newest empty once it is deleted
/// @param setBack whether somebody wants it set back, which is done while it has no worker
record PlacedSink(SinkId id, long acknowledged, Optional<Newest> newest, boolean setBack) {

    /// Its newest settings, as far as they say whether a worker runs by them.
    record Newest(long version, boolean paused) {}

    boolean isPaused() {
        return newest.filter(Newest::paused).isPresent();
    }

    /// What brings a sink in line with its settings; after [Step#STOP] and [Step#SET_BACK] comes
    /// another one.
    enum Step {
        NOTHING,
        ACKNOWLEDGE,
        START,
        STOP,
        SET_BACK,
        REMOVE
    }

    /// @param running the version of the settings that its worker runs by, if it has one
    Step next(OptionalLong running) {
        if (newest.isEmpty()) {
            return running.isPresent() ? Step.STOP : Step.REMOVE;
        }
        Newest wanted = newest.get();
        if (setBack) {
            return running.isPresent() ? Step.STOP : Step.SET_BACK;
        }
        if (running.isPresent() && (wanted.paused() || running.getAsLong() != wanted.version())) {
            return Step.STOP;
        }
        if (running.isEmpty() && !wanted.paused()) {
            return Step.START;
        }
        return acknowledged == wanted.version() ? Step.NOTHING : Step.ACKNOWLEDGE;
    }

    /// The same, after it was set back.
    PlacedSink wasSetBack() {
        return new PlacedSink(id, acknowledged, newest, false);
    }
}
