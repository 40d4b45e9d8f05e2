package dev.rowhook.dispatcher.window;

import dev.rowhook.changelog.LoggedChange;

/// Makes messages for tests.
final class Messages {
    private Messages() {}

    static Message of(long seq, long group) {
        return of(seq, group, group);
    }

    static Message of(long seq, long groupA, long groupB) {
        return of(seq, groupA, groupB, new byte[10]);
    }

    /// One that a backfill has read.
    static Message read(long seq, long group) {
        return read(seq, group, group);
    }

    static Message read(long seq, long groupA, long groupB) {
        return of(seq, groupA, groupB, new byte[] {'r'});
    }

    private static Message of(long seq, long groupA, long groupB, byte[] body) {
        return new Message(new LoggedChange(seq, 1, seq, 0, 0, 1, null, body), groupA, groupB);
    }
}
