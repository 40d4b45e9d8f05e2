package dev.rowhook.benchmarks.peer;

import dev.rowhook.server.client.SourceLogin;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a Debezium Server is run.
///
/// @param tables with their schemas, such as `public.orders`
/// @param sink where events are posted
/// @param directory for its settings, its offsets and its log, `debezium.log`
/// @param eventsPerRequest at most so many in a request. With 1 a request's body is one event, else
///   an array of events, even where there is one only
/// @param jvmOptions such as `-Xmx512m`
/// @param overrides properties of `application.properties` that are to differ from the best known
public record DebeziumOptions(
        SourceLogin source,
        List<String> tables,
        URI sink,
        Path directory,
        int eventsPerRequest,
        List<String> jvmOptions,
        Map<String, String> overrides) {
    public DebeziumOptions {
        tables = List.copyOf(tables);
        jvmOptions = List.copyOf(jvmOptions);
        overrides = Map.copyOf(overrides);
        if (eventsPerRequest < 1) {
            throw new IllegalArgumentException("no events in a request");
        }
    }

    /// With the settings that are the best known.
    public DebeziumOptions(
            SourceLogin source,
            List<String> tables,
            URI sink,
            Path directory,
            int eventsPerRequest,
            List<String> jvmOptions) {
        this(source, tables, sink, directory, eventsPerRequest, jvmOptions, Map.of());
    }

    /// The name of its replication slot and of its publication, of its own for each database.
    String slot() {
        return "debezium_" + source.database();
    }
}
