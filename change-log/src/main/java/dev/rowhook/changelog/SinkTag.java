package dev.rowhook.changelog;

/// How a change names a sink that wants it: by its number, whose high bit is set while the reader
/// has not decided whether the sink does. Then the sink's worker decides.
public final class SinkTag {
    private static final int OPEN = 0x8000_0000;

    private SinkTag() {}

    /// The tag of a sink for which the reader has not decided.
    public static int open(int sink) {
        return sink | OPEN;
    }

    public static boolean isOpen(int tag) {
        return (tag & OPEN) != 0;
    }

    /// The number of the sink.
    public static int sink(int tag) {
        return tag & ~OPEN;
    }

    static boolean isOf(int tag, int sink) {
        return sink(tag) == sink;
    }
}
