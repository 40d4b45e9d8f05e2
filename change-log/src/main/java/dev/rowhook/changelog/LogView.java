package dev.rowhook.changelog;

import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.TruncateBody;

import java.util.OptionalInt;

/// Which changes of a log one sink sees: those that are tagged for it, and of a stretch whose tags
/// do not say what it wants, every change of the source. What a backfill has read is for one sink
/// only, and always tagged.
///
/// @param sink its number
/// @param tagsFrom before this seq tags do not say what it wants
record LogView(int sink, long tagsFrom) {

    /// The tag of a change for the sink; empty if it does not see it.
    OptionalInt tag(TaggedChange tagged) {
        LoggedChange change = tagged.change();
        return change.seq() >= tagsFrom
                ? tagged.tagOf(sink)
                : untagged(change.body(), tagged.tagOf(sink));
    }

    /// The same of a change that has not been read in full.
    ///
    /// @param own its tag for the sink
    OptionalInt tag(long seq, byte[] body, OptionalInt own) {
        return seq >= tagsFrom ? own : untagged(body, own);
    }

    /// Whether it sees changes of a kind before its tags begin.
    ///
    /// @param own whether they are tagged for it
    static boolean seesUntagged(char kind, boolean own) {
        return own || isOfSource(kind);
    }

    private OptionalInt untagged(byte[] body, OptionalInt own) {
        return body.length > 0 && isOfSource((char) body[0])
                ? OptionalInt.of(SinkTag.open(sink))
                : own;
    }

    /// Whether the source has sent it, and no backfill.
    private static boolean isOfSource(char kind) {
        return switch (kind) {
            case 'I', 'U', 'D', TruncateBody.KIND, LogicalMessageBody.KIND -> true;
            default -> false;
        };
    }
}
