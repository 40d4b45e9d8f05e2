package dev.rowhook.dispatcher.http;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Notes how far a request has come, and when. Travels with the request as its tag.
///
/// Thread-safe: addresses of one name are dialled side by side, and then the last one tells.
final class CallProgress extends EventListener {
    private static final long NEVER = Long.MIN_VALUE;

    /// What a request that is not sent yet waits for.
    enum Stage {
        DNS,
        CONNECT,
        TLS,
        SENT
    }

    private volatile Stage stage = Stage.CONNECT;
    private volatile long dnsStart = NEVER;
    private volatile long dnsEnd = NEVER;
    private volatile long connectStart = NEVER;
    private volatile long connectEnd = NEVER;
    private volatile long tlsStart = NEVER;
    private volatile long tlsEnd = NEVER;
    private volatile long requestEnd = NEVER;
    private volatile long answerStart = NEVER;

    /// Listens with what travels with the request.
    static EventListener of(Call call) {
        CallProgress progress = call.request().tag(CallProgress.class);
        return progress == null ? EventListener.NONE : progress;
    }

    Stage stage() {
        return stage;
    }

    /// Whether any of the request was sent.
    boolean sent() {
        return stage == Stage.SENT;
    }

    Timings timings() {
        return new Timings(
                between(dnsStart, dnsEnd),
                between(connectStart, connectEnd),
                between(tlsStart, tlsEnd),
                between(requestEnd, answerStart));
    }

    private static Optional<Duration> between(long start, long end) {
        return start == NEVER || end == NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(end - start));
    }

    @Override
    public void dnsStart(Call call, String name) {
        stage = Stage.DNS;
        dnsStart = System.nanoTime();
    }

    @Override
    public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
        stage = Stage.CONNECT;
        dnsEnd = System.nanoTime();
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        stage = Stage.CONNECT;
        connectStart = System.nanoTime();
    }

    @Override
    public void secureConnectStart(Call call) {
        stage = Stage.TLS;
        tlsStart = System.nanoTime();
        connectEnd = tlsStart;
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        tlsEnd = System.nanoTime();
    }

    @Override
    public void connectEnd(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
        if (tlsStart == NEVER) {
            connectEnd = System.nanoTime();
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        stage = Stage.SENT;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        requestEnd = System.nanoTime();
    }

    /// The first answer counts, were it one of 1xx.
    @Override
    public void responseHeadersEnd(Call call, Response response) {
        if (answerStart == NEVER) {
            answerStart = System.nanoTime();
        }
    }
}
