package dev.rowhook.proof.faults;

import dev.rowhook.proof.endpoint.FaultyEndpoint;
import dev.rowhook.proof.mirror.Mirror;
import dev.rowhook.proof.mirror.MirrorTable;
import dev.rowhook.proof.net.TcpProxy;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A sink of all mirrored tables, and the receiver that applies what it sends. Thread-safe.
final class MirrorSink implements AutoCloseable {
    static final String NAME = "mirror";

    private final Mirror mirror = new Mirror();
    private final FaultyEndpoint endpoint;
    private final TcpProxy proxy;

    MirrorSink(long seed) throws IOException {
        this.endpoint = FaultyEndpoint.start(mirror::accept, seed);
        this.proxy = TcpProxy.to(endpoint.url().getPort());
    }

    Mirror mirror() {
        return mirror;
    }

    FaultyEndpoint endpoint() {
        return endpoint;
    }

    /// Between Rowhook and the endpoint.
    TcpProxy proxy() {
        return proxy;
    }

    Map<String, ?> endpointFields() {
        URI url = URI.create("http://127.0.0.1:%d/mirror".formatted(proxy.port()));
        return Map.of("name", NAME, "url", url.toString());
    }

    /// The fields of a sink that begins with a backfill of everything.
    Map<String, ?> sinkFields(String database) {
        return Map.of(
                "name",
                NAME,
                "database",
                database,
                "tables",
                tables(),
                "actions",
                List.of("insert", "update", "delete", "truncate"),
                "request_timeout",
                "2s",
                "batch_size",
                50,
                "retry",
                Map.of("first_delay", "100ms", "max_delay", "1s"),
                "destination",
                Map.of("type", "webhook", "http_endpoint", NAME, "batch", true),
                "backfill",
                Map.of());
    }

    private static List<String> tables() {
        return Arrays.stream(MirrorTable.values()).map(table -> "public." + table.table()).toList();
    }

    @Override
    public void close() {
        proxy.close();
        endpoint.close();
    }
}
