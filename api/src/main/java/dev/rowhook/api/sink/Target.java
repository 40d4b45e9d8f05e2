package dev.rowhook.api.sink;

import dev.rowhook.api.endpoint.HeaderRules;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.jooq.tables.records.SinkRecord;

import org.jooq.JSONB;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What a sink adds to its endpoint: to the path, and to the headers, of which its own win over
/// those that are no secrets.
///
/// @param batch whether a request holds many messages
record Target(String path, boolean batch, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.shared();

    Target {
        // In the order in which they are shown.
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    static Supplier<Target> read(Fields destination) {
        Supplier<String> path = destination.optional("path", SinkPath.reader(), "");
        Supplier<Boolean> batch = destination.optional("batch", Readers.flag(), false);
        Supplier<Map<String, String>> headers =
                destination.optional("headers", HeaderRules.headers(), Map.of());
        if (destination.isFine()) {
            HeaderRules.checkTogether(destination, headers.get(), Map.of());
        }
        return () -> new Target(path.get(), batch.get(), headers.get());
    }

    static Target of(SinkRecord sink) {
        return new Target(
                sink.getPath(),
                sink.getBatch(),
                JSON.readValue(sink.getHeaders().data(), new TypeReference<>() {}));
    }

    void saveTo(SinkRecord sink) {
        sink.setPath(path);
        sink.setBatch(batch);
        sink.setHeaders(JSONB.valueOf(JSON.writeValueAsString(headers)));
    }
}
