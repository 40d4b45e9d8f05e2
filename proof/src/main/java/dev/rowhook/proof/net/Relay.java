package dev.rowhook.proof.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/// One connection through a [TcpProxy]: a client's socket, and one to the target.
///
/// Bytes go through one buffer a direction, so a receiver that does not read stops the sender. An
/// end of one side is an end on the other, and a reset is a reset.
///
/// Thread-safe.
final class Relay {
    private static final int BUFFER = 1 << 16;
    private static final int CONNECT_WITHIN_MILLIS = 10_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final Supplier<Line> line;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean dead;

    Relay(Socket client, Supplier<Line> line) {
        this.client = client;
        this.line = line;
    }

    /// Connects to the target and moves bytes both ways, until the connection is over.
    void run(int target) throws InterruptedException {
        try {
            awaitLife();
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_WITHIN_MILLIS);
            Thread back = Thread.ofVirtual().name("relay-back").start(() -> move(server, client));
            move(client, server);
            back.join();
            endInOrder();
        } catch (IOException e) {
            // The target refuses: so does the proxy, as far as one can that has accepted.
        } finally {
            reset();
        }
    }

    private void move(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            int count = in.read(buffer, 0, portion());
            while (count >= 0) {
                travel(count);
                awaitLife();
                out.write(buffer, 0, count);
                count = in.read(buffer, 0, portion());
            }
            awaitLife();
            to.shutdownOutput();
        } catch (IOException e) {
            resetUnlessDead();
        } catch (InterruptedException e) {
            reset();
            Thread.currentThread().interrupt();
        }
    }

    private int portion() {
        return line.get() instanceof Line.Slow slow ? Math.min(BUFFER, slow.portion()) : BUFFER;
    }

    private void travel(int bytes) throws InterruptedException {
        if (line.get() instanceof Line.Slow slow) {
            Thread.sleep(slow.pause(bytes));
        }
    }

    /// Goes on at once, or never: what has died does not come to life again, and only waits for its
    /// reset.
    private void awaitLife() throws InterruptedException, IOException {
        if (dead) {
            closed.await();
            throw new IOException("the connection was reset");
        }
    }

    /// From now on nothing passes any more, not even an end or a reset of a peer.
    void die() {
        dead = true;
    }

    private void resetUnlessDead() {
        if (!dead) {
            reset();
        }
    }

    /// What was written last still arrives.
    private void endInOrder() {
        if (!dead) {
            Sockets.close(client);
            Sockets.close(server);
        }
    }

    /// Ends both sides by RST, if they have not ended.
    void reset() {
        Sockets.reset(client);
        Sockets.reset(server);
        closed.countDown();
    }
}
