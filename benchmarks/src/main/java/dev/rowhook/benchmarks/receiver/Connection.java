package dev.rowhook.benchmarks.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;

/// One client's connection. Not thread-safe.
final class Connection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestReader reader;
    private final Answers answers = new Answers();

    /// @param key of the channel, for reading
    /// @param requests takes each request when it is read to its end
    Connection(SelectionKey key, Dialect dialect, BiConsumer<Connection, Request> requests) {
        this.channel = (SocketChannel) key.channel();
        this.key = key;
        this.reader = new RequestReader(dialect, request -> requests.accept(this, request));
    }

    /// Reads what is there, through a buffer that is free again afterwards. The connection is
    /// closed at its end.
    ///
    /// @throws UnreadableRequestException if the rest of the connection cannot be read
    void read(byte[] buffer) throws IOException, UnreadableRequestException {
        int count = channel.read(ByteBuffer.wrap(buffer));
        if (count < 0) {
            channel.close();
        } else {
            reader.read(buffer, 0, count);
        }
    }

    /// Answers the oldest request that has no answer, and answers itself whether the client is
    /// still there.
    boolean answer() {
        answers.add();
        write();
        return channel.isOpen();
    }

    /// Goes on writing.
    void write() {
        try {
            if (channel.isOpen()) {
                boolean done = answers.write(channel);
                key.interestOps(
                        done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
