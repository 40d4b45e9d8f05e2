package dev.rowhook.benchmarks.alone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Sends prepared requests through connections that stay open, as fast as they are answered, each
/// connection one at a time. One thread; used once.
final class Client {
    private static final int ANSWER_BYTES = 4096;
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final PreparedRequest prepared;
    private final int batch;
    private final long requests;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES);
    private long sent;
    private long answered;

    /// @param requests how many to send
    Client(int batch, int rowBytes, long requests) {
        this.prepared = new PreparedRequest(batch, rowBytes);
        this.batch = batch;
        this.requests = requests;
    }

    /// Answers when all were answered.
    ///
    /// @throws IOException if the receiver is gone or silent
    void run(int port, int connections) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                next(key);
            }
            while (answered < requests) {
                if (selector.select(QUIET.toMillis()) == 0) {
                    throw new IOException("the receiver is silent");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    ready(key);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private void ready(SelectionKey key) throws IOException {
        if (key.isWritable()) {
            write(key);
        }
        if (key.isReadable() && isAnswered(key)) {
            answered++;
            next(key);
        }
    }

    /// One request is out at a time, and its answer is so short that it comes in one piece.
    private boolean isAnswered(SelectionKey key) throws IOException {
        answer.clear();
        int count = ((SocketChannel) key.channel()).read(answer);
        if (count < 0) {
            throw new IOException("the receiver closed a connection");
        }
        return count > 0;
    }

    private void next(SelectionKey key) throws IOException {
        if (sent < requests) {
            key.attach(prepared.with(PreparedRequest.FIRST_ID + sent * batch));
            sent++;
            write(key);
        }
    }

    private void write(SelectionKey key) throws IOException {
        ByteBuffer request = (ByteBuffer) key.attachment();
        ((SocketChannel) key.channel()).write(request);
        key.interestOps(
                request.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }
}
