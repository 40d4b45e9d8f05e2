package dev.rowhook.api.hardening;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The body of a request, which has to arrive by a time: a client that sends a byte now and then
/// satisfies every time-out of a single read. Of one thread.
final class TimedBody implements InputBuffer {
    private final InputBuffer body;
    private final long deadline;

    TimedBody(InputBuffer body, Duration within) {
        this.body = body;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    /// @throws SocketTimeoutException if it is late
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (isLate()) {
            throw new SocketTimeoutException("the body came too slowly");
        }
        return body.doRead(handler);
    }

    @Override
    public int available() {
        return body.available();
    }
}
