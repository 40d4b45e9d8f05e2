package dev.rowhook.dispatcher;

/// How far a list of messages was admitted: those before `next`; and what the next one waits for.
record Admission(int next, Wait reason) {

    enum Wait {
        NONE,
        ROOM,
        /// Until no message of its groups is in the window.
        GROUPS_GONE,
        /// Until no message is pending.
        NOTHING_PENDING
    }
}
