package dev.rowhook.api.hardening;

import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// What nobody has read of a request's body. It is read here, to an end, for a connection that is
/// closed over unread bytes takes the answer with it; then the connection goes on or is closed.
final class LeftOverBody {
    private static final int MAX_BYTES = 2 * HttpLimits.MAX_BODY_BYTES;

    private LeftOverBody() {}

    static boolean isThere(Request request) {
        AtomicBoolean read = new AtomicBoolean(true);
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return !read.get();
    }

    /// After the answer was sent.
    static void discard(Request request, InputBuffer body, Duration within) {
        if (request.hasExpectation() || !isReadToEnd(new TimedBody(body, within))) {
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean isReadToEnd(TimedBody body) {
        Discarded discarded = new Discarded();
        long bytes = 0;
        try {
            while (bytes <= MAX_BYTES) {
                int read = body.doRead(discarded);
                if (read < 0) {
                    return true;
                }
                bytes += read;
            }
        } catch (IOException _) {
            // Too slow, or gone.
        }
        return false;
    }

    private static final class Discarded implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}
