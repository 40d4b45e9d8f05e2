package dev.rowhook.source;

import dev.rowhook.core.egress.PolicySocketFactory;

import java.net.Socket;

/// The sockets of a source's sessions, which hear the server out: pgjdbc makes it as it would make
/// a [PolicySocketFactory].
///
/// Thread-safe.
public final class SourceSocketFactory extends PolicySocketFactory {
    /// @throws IllegalArgumentException if `policy` is no policy's text
    public SourceSocketFactory(String policy) {
        super(policy);
    }

    @Override
    public Socket createSocket() {
        return new HearingSocket(policy());
    }
}
