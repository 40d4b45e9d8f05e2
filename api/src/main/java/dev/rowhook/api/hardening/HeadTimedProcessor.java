package dev.rowhook.api.hardening;

import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/// Closes a connection whose request's head does not arrive in time. Tomcat itself limits the pause
/// between two reads only, which a client that sends a byte now and then never exceeds.
///
/// One thread at a time.
final class HeadTimedProcessor extends Http11Processor {
    private final Duration within;
    private @Nullable SocketWrapperBase<?> unfinished;
    private long headStarted;

    HeadTimedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Duration within) {
        super(protocol, adapter);
        this.within = within;
    }

    /// Called when bytes have come, until the head is complete. A processor is used for one
    /// connection after another, and is not told when one of them ends.
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        long now = System.nanoTime();
        if (!socket.equals(unfinished)) {
            headStarted = now;
        } else if (now - headStarted > within.toNanos()) {
            unfinished = null;
            return SocketState.CLOSED;
        }
        SocketState state = super.service(socket);
        unfinished = state == SocketState.LONG && !isAsync() ? socket : null;
        return state;
    }
}
