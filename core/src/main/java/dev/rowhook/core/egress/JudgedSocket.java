package dev.rowhook.core.egress;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;

/// A socket that asks the policy before it dials, and goes through no proxy that a system property
/// names.
public class JudgedSocket extends Socket {
    private final EgressPolicy policy;

    public JudgedSocket(EgressPolicy policy) {
        super(Proxy.NO_PROXY);
        this.policy = policy;
    }

    /// Dials, if the policy allows it. The other `connect` comes here.
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        policy.require(endpoint);
        super.connect(endpoint, timeoutMillis);
        // A request of two segments would wait for the acknowledgement of the first, which the peer
        // may delay by 40 ms.
        setTcpNoDelay(true);
    }
}
