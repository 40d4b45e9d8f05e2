package dev.rowhook.api.hardening;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

import java.time.Duration;

/// HTTP/1.1 with a time by which the head of a request has to be there. Tomcat makes it by its
/// class name.
public final class HeadTimedProtocol extends Http11NioProtocol {
    private Duration headTimeout = HttpLimits.defaults().headTimeout();

    /// Before it is started.
    void setHeadTimeout(Duration headTimeout) {
        this.headTimeout = headTimeout;
    }

    @Override
    protected Processor createProcessor() {
        return new HeadTimedProcessor(this, getAdapter(), headTimeout);
    }
}
