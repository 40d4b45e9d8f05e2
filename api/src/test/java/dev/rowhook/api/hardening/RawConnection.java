package dev.rowhook.api.hardening;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A connection to a server on this machine that sends whatever bytes it is told to.
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    public RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(5000);
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Sends the text again and again until the server hangs up; how long that took.
    public Duration dripUntilClosed(String text, Duration pause, Duration atMost)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        socket.setSoTimeout((int) pause.toMillis());
        while (System.nanoTime() - started < atMost.toNanos()) {
            try {
                send(text);
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException _) {
                // Nothing said yet.
            } catch (IOException _) {
                break;
            }
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /// All that the server sends until it hangs up.
    public String readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not closed, after: " + read, e);
        } catch (IOException _) {
            // Reset by the server: what came before counts.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /// The head of the next answer.
    public String readHead() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            read.write(next);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /// Whether the server hangs up, and says nothing more, within a time.
    public boolean isClosedWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
