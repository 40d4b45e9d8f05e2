package dev.rowhook.dispatcher.window;

import dev.rowhook.changelog.LoggedChange;

/// Makes messages for tests.
final class Messages {
    private Messages() {}

    static Message of(long seq, long group) {
        return of(seq, group, group);
    }

    static Message of(long seq, long groupA, long groupB) {
        return new Message(
                new LoggedChange(seq, 1, seq, 0, 0, 1, null, new byte[10]), groupA, groupB);
    }
}
