package dev.rowhook.benchmarks.peer;

import dev.rowhook.server.client.SourceLogin;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The settings of a Debezium Server at its best. What each is for is told in
/// `benchmarks/peer/README.md`.
final class DebeziumProperties {
    private static final Map<String, String> FIXED =
            Map.ofEntries(
                    Map.entry(
                            "debezium.source.connector.class",
                            "io.debezium.connector.postgresql.PostgresConnector"),
                    Map.entry("debezium.source.plugin.name", "pgoutput"),
                    Map.entry("debezium.source.publication.autocreate.mode", "filtered"),
                    Map.entry("debezium.source.snapshot.mode", "no_data"),
                    Map.entry("debezium.source.topic.prefix", "peer"),
                    Map.entry("debezium.source.tombstones.on.delete", "false"),
                    Map.entry("debezium.source.decimal.handling.mode", "string"),
                    Map.entry("debezium.source.offset.storage.file.filename", "offsets.dat"),
                    Map.entry("debezium.source.offset.flush.interval.ms", "1000"),
                    Map.entry("debezium.source.poll.interval.ms", "2"),
                    Map.entry("debezium.source.max.batch.size", "8192"),
                    Map.entry("debezium.source.max.queue.size", "32768"),
                    Map.entry("debezium.source.extended.headers.enabled", "false"),
                    Map.entry("debezium.format.key", "json"),
                    Map.entry("debezium.format.key.schemas.enable", "false"),
                    Map.entry("debezium.format.value", "json"),
                    Map.entry("debezium.format.value.schemas.enable", "false"),
                    Map.entry("debezium.sink.type", "http"),
                    Map.entry("quarkus.http.host", "127.0.0.1"),
                    Map.entry("quarkus.http.port", "0"),
                    Map.entry("quarkus.log.console.json.enabled", "false"));

    private DebeziumProperties() {}

    static Properties of(DebeziumOptions options) {
        Properties properties = new Properties();
        properties.putAll(FIXED);
        properties.putAll(source(options.source()));
        properties.setProperty("debezium.source.slot.name", options.slot());
        properties.setProperty("debezium.source.publication.name", options.slot());
        properties.setProperty(
                "debezium.source.table.include.list",
                options.tables().stream()
                        .map(table -> table.replace(".", "\\."))
                        .collect(Collectors.joining(",")));
        properties.setProperty("debezium.sink.http.url", options.sink().toString());
        if (options.eventsPerRequest() > 1) {
            properties.setProperty("debezium.sink.http.batch.enabled", "true");
            properties.setProperty(
                    "debezium.sink.http.batch.max-size",
                    Integer.toString(options.eventsPerRequest()));
        }
        properties.putAll(options.overrides());
        return properties;
    }

    private static Map<String, String> source(SourceLogin login) {
        return Map.of(
                "debezium.source.database.hostname", login.hostname(),
                "debezium.source.database.port", Integer.toString(login.port()),
                "debezium.source.database.dbname", login.database(),
                "debezium.source.database.user", login.username(),
                "debezium.source.database.password", login.password().reveal());
    }
}
