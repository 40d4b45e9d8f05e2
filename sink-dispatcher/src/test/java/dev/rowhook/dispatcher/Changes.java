package dev.rowhook.dispatcher;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.dispatcher.window.Message;
import dev.rowhook.filter.match.Selection;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Changes whose bodies say which groups they belong to, and a grouper that reads it there.
final class Changes {
    private static final byte BARRIER = 1;
    private static final byte KEY_CHANGE = 2;

    private Changes() {}

    static LoggedChange of(long seq, long group) {
        return of(seq, group, group);
    }

    static LoggedChange of(long seq, long groupA, long groupB) {
        return make(seq, groupA, groupB, 1, (byte) 0);
    }

    static LoggedChange barrier(long seq) {
        return make(seq, Grouper.BARRIER_GROUP, Grouper.BARRIER_GROUP, 1, BARRIER);
    }

    /// A change of a relation version that begins with another key.
    static LoggedChange ofVersion(long seq, long group, int version) {
        return make(seq, group, group, version, version > 1 ? KEY_CHANGE : 0);
    }

    private static LoggedChange make(long seq, long groupA, long groupB, int version, byte kind) {
        byte[] body = ByteBuffer.allocate(40).putLong(groupA).putLong(groupB).put(kind).array();
        return new LoggedChange(seq, 1, seq, 0, 0, version, new byte[] {1, 2}, body);
    }

    /// Of a sink without conditions.
    static FilterRecheck recheck() {
        return new FilterRecheck(
                Selection.of(Set.of(), Set.of()),
                version -> {
                    throw new AssertionError("nobody asks for version " + version);
                });
    }

    static Grouper grouper() {
        return new Grouper() {
            @Override
            public Turn turn(LoggedChange change) {
                ByteBuffer in = ByteBuffer.wrap(change.body());
                Message message = new Message(change, in.getLong(), in.getLong());
                byte kind = in.get();
                OptionalInt keyChange =
                        kind == KEY_CHANGE ? OptionalInt.of(1) : OptionalInt.empty();
                return new Turn(message, kind == BARRIER, keyChange);
            }

            @Override
            public OptionalLong rowHash(Message message) {
                return OptionalLong.of(message.groupA());
            }

            @Override
            public int table(int relation) {
                return 1;
            }
        };
    }
}
