package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;

/// Says whether a sink wants a change that the reader has tagged for it. One thread.
interface ChangeJudge {

    /// @param open whether the reader has not decided
    Judgement judge(LoggedChange change, boolean open);

    /// What becomes of a change.
    enum Judgement {
        /// It is sent.
        WANTED,
        UNWANTED,
        /// It is sent, for it cannot be decided.
        UNDECIDED,
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
