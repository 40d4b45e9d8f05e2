package dev.rowhook.proof.faults;

import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.ledger.Arrivals;
import dev.rowhook.proof.ledger.Interest;
import dev.rowhook.proof.net.TcpProxy;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A sink, the endpoint that it sends to through a proxy, and what that endpoint accepted.
///
/// Thread-safe.
final class LedgerSink implements AutoCloseable {
    private static final Map<String, String> QUICK_RETRIES =
            Map.of("first_delay", "100ms", "max_delay", "1s");

    private final String name;
    private final Interest interest;
    private final Map<String, ?> delivery;
    private final Arrivals arrivals = new Arrivals();
    private final FaultyEndpoint endpoint;
    private final TcpProxy proxy;

    /// @param delivery the fields of the sink that say how it sends
    LedgerSink(String name, Interest interest, Map<String, ?> delivery, long seed)
            throws IOException {
        this.name = name;
        this.interest = interest;
        this.delivery = delivery;
        this.endpoint = FaultyEndpoint.start(arrivals::accept, seed);
        this.proxy = TcpProxy.to(endpoint.url().getPort());
    }

    String name() {
        return name;
    }

    Interest interest() {
        return interest;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    FaultyEndpoint endpoint() {
        return endpoint;
    }

    /// Between Rowhook and the endpoint.
    TcpProxy proxy() {
        return proxy;
    }

    /// The fields of its HTTP endpoint.
    Map<String, ?> endpointFields() {
        URI url = URI.create("http://127.0.0.1:%d/%s".formatted(proxy.port(), name));
        return Map.of("name", name, "url", url.toString());
    }

    /// The fields of its sink.
    Map<String, ?> sinkFields(String database) {
        Map<String, Object> fields = new HashMap<>(delivery);
        fields.put("name", name);
        fields.put("database", database);
        fields.put("tables", List.copyOf(interest.tables()));
        fields.put("actions", List.copyOf(interest.actions()));
        fields.put("request_timeout", "1s");
        fields.put("retry", QUICK_RETRIES);
        fields.put(
                "destination",
                Map.of(
                        "type",
                        "webhook",
                        "http_endpoint",
                        name,
                        "batch",
                        delivery.containsKey("batch_size")));
        return fields;
    }

    @Override
    public void close() {
        proxy.close();
        endpoint.close();
    }
}
