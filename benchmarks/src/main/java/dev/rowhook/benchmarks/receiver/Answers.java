package dev.rowhook.benchmarks.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// The answers that a connection owes. They are all the same. Not thread-safe.
final class Answers {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final int AT_A_TIME = 64;

    /// Only sliced, and so shared.
    private static final ByteBuffer PREPARED =
            ByteBuffer.allocateDirect(AT_A_TIME * ANSWER.length())
                    .put(ANSWER.repeat(AT_A_TIME).getBytes(US_ASCII))
                    .flip();

    private long owed;
    private int written;

    void add() {
        owed += ANSWER.length();
    }

    /// Writes what the channel takes, and answers whether that was all.
    boolean write(WritableByteChannel channel) throws IOException {
        while (owed > 0) {
            int length = (int) Math.min(owed, PREPARED.capacity() - written);
            int count = channel.write(PREPARED.slice(written, length));
            owed -= count;
            written = (written + count) % ANSWER.length();
            if (count < length) {
                return false;
            }
        }
        return true;
    }
}
