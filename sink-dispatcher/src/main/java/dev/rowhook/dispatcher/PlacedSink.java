package dev.rowhook.dispatcher;

import dev.rowhook.core.SinkId;

import java.util.Optional;
import java.util.OptionalLong;

/// A sink that has a place in the log, as the tables have it now.
///
/// @param acknowledged the version of its settings that was in effect last
/// @param off whether it was disabled, and the reader has not turned it on again
/// @param newest empty once it is deleted
/// @param setBack whether somebody wants it set back, which is done while it has no worker
record PlacedSink(
        SinkId id, long acknowledged, boolean off, Optional<Newest> newest, boolean setBack) {

    /// Its newest settings, as far as they say whether a worker runs by them.
    record Newest(long version, Status status) {}

    /// What is asked of a sink.
    enum Status {
        ACTIVE,
        /// Nothing is sent, and all is kept.
        PAUSED,
        /// Nothing is sent, and nothing is kept.
        DISABLED
    }

    /// Whether it is to have no worker.
    boolean isAtRest() {
        return newest.filter(wanted -> wanted.status() != Status.ACTIVE).isPresent();
    }

    /// What brings a sink in line with its settings; after [Step#STOP], [Step#SET_BACK] and
    /// [Step#GIVE_UP] comes another one.
    enum Step {
        NOTHING,
        ACKNOWLEDGE,
        START,
        STOP,
        SET_BACK,
        GIVE_UP,
        TURN_OFF,
        REMOVE
    }

    /// @param running the version of the settings that its worker runs by, if it has one
    /// @param givesUp whether the log gives up what the sink needs
    Step next(OptionalLong running, boolean givesUp) {
        if (newest.isEmpty()) {
            return running.isPresent() ? Step.STOP : Step.REMOVE;
        }
        Newest wanted = newest.get();
        if (running.isPresent()
                && (setBack || givesUp || isAtRest() || running.getAsLong() != wanted.version())) {
            return Step.STOP;
        }
        if (wanted.status() == Status.DISABLED) {
            return off ? acknowledgement(wanted) : Step.TURN_OFF;
        }
        if (off) {
            return Step.NOTHING;
        }
        if (givesUp) {
            return Step.GIVE_UP;
        }
        if (setBack) {
            return Step.SET_BACK;
        }
        if (running.isEmpty() && !isAtRest()) {
            return Step.START;
        }
        return acknowledgement(wanted);
    }

    private Step acknowledgement(Newest wanted) {
        return acknowledged == wanted.version() ? Step.NOTHING : Step.ACKNOWLEDGE;
    }

    /// The same, after it was set back.
    PlacedSink wasSetBack() {
        return new PlacedSink(id, acknowledged, off, newest, false);
    }
}
