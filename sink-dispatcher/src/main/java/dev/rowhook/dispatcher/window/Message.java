package dev.rowhook.dispatcher.window;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.BackfillBody;

/// A change that one sink sends, and the groups in which it keeps its turn. A message of one group
/// has it twice.
///
/// @param redriven whether a person gave it another turn, out of its order
/// @param unjudged whether the sink's filter ended with an error for it
public record Message(
        LoggedChange change, long groupA, long groupB, boolean redriven, boolean unjudged) {
    private static final long OVERHEAD_BYTES = 256;

    /// A message of one group.
    public Message(LoggedChange change, long group) {
        this(change, group, group, false, false);
    }

    /// A message that moves a row from one group to another.
    public Message(LoggedChange change, long groupA, long groupB) {
        this(change, groupA, groupB, false, false);
    }

    /// The same, of which the filter does not say whether it is wanted.
    public Message withoutJudgement() {
        return new Message(change, groupA, groupB, redriven, true);
    }

    /// Its place in the log.
    public long seq() {
        return change.seq();
    }

    /// Whether a backfill has read it.
    public boolean isRead() {
        return BackfillBody.isRead(change.body());
    }

    /// Whether it moves a row from one group to another.
    public boolean hasTwoGroups() {
        return groupA != groupB;
    }

    /// About the bytes that it holds in memory.
    public long bytes() {
        byte[] annotations = change.annotations();
        long extra = annotations == null ? 0 : annotations.length;
        return OVERHEAD_BYTES + extra + change.body().length;
    }
}
