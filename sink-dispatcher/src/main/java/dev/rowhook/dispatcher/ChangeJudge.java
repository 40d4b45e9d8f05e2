package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;

/// Says whether a sink wants a change that the reader has tagged for it. One thread.
interface ChangeJudge {

    /// @param open whether the reader has not decided
    Judgement judge(LoggedChange change, boolean open);

    /// What is sent of a change that was judged.
    default LoggedChange sent(LoggedChange change, Judgement judgement) {
        return change;
    }

    /// What becomes of a change.
    enum Judgement {
        /// It is sent.
        WANTED,
        UNWANTED,
        /// It is sent, for it cannot be decided.
        UNDECIDED,
        /// Its row leaves the filter: it is sent as a delete.
        LEFT,
        /// Its filter ends with an error: it fails when its turn comes.
        FAILED,
        /// It cannot be judged yet, and all after it waits.
        HELD
    }

    /// Of a sink without conditions: it wants what the reader has tagged.
    static ChangeJudge trusting() {
        return (_, _) -> Judgement.WANTED;
    }
}
