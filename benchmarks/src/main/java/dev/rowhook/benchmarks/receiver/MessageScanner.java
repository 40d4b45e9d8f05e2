package dev.rowhook.benchmarks.receiver;

/// Finds the messages in a body that comes in pieces, cut anywhere, without parsing its JSON.
///
/// Not thread-safe.
final class MessageScanner {
    private enum Seeking {
        ID,
        END_OF_ID,
        TIME,
        END_OF_TIME
    }

    private final Marker beforeId;
    private final Marker beforeTime;
    private final CommitTime time = new CommitTime();
    private Seeking seeking = Seeking.ID;
    private long id;

    MessageScanner(Dialect dialect) {
        beforeId = dialect.beforeId();
        beforeTime = dialect.beforeTime();
    }

    /// Adds the messages that end in this piece.
    void scan(byte[] piece, int from, int to, MessageList messages) {
        int at = from;
        while (at >= 0 && at < to) {
            at =
                    switch (seeking) {
                        case ID -> seekId(piece, at, to);
                        case END_OF_ID -> readId(piece, at, to);
                        case TIME -> seekTime(piece, at, to);
                        case END_OF_TIME -> readTime(piece, at, to, messages);
                    };
        }
    }

    private int seekId(byte[] piece, int from, int to) {
        int at = beforeId.find(piece, from, to);
        if (at >= 0) {
            id = 0;
            seeking = Seeking.END_OF_ID;
        }
        return at;
    }

    private int readId(byte[] piece, int from, int to) {
        for (int at = from; at < to; at++) {
            byte digit = piece[at];
            if (digit < '0' || digit > '9') {
                seeking = Seeking.TIME;
                return at;
            }
            id = id * 10 + digit - '0';
        }
        return to;
    }

    private int seekTime(byte[] piece, int from, int to) {
        int at = beforeTime.find(piece, from, to);
        if (at >= 0) {
            time.clear();
            seeking = Seeking.END_OF_TIME;
        }
        return at;
    }

    private int readTime(byte[] piece, int from, int to, MessageList messages) {
        for (int at = from; at < to; at++) {
            if (!time.append(piece[at])) {
                messages.add(id, time.micros());
                seeking = Seeking.ID;
                return at;
            }
        }
        return to;
    }

    /// Ends the body, and answers whether it ended between two messages.
    boolean end() {
        boolean whole = seeking == Seeking.ID;
        seeking = Seeking.ID;
        beforeId.reset();
        beforeTime.reset();
        return whole;
    }
}
