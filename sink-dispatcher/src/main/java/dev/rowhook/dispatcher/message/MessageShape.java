package dev.rowhook.dispatcher.message;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

/// What all messages of one sink have in common. `databaseName` is the name that Rowhook knows the
/// source by, `postgresDatabase` its name on the server at `hostname`.
public record MessageShape(
        SinkId sink,
        String sinkName,
        DatabaseId database,
        String databaseName,
        String hostname,
        String postgresDatabase,
        MessageKind kind,
        MessageOptions options) {}
