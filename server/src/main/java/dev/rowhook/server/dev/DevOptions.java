package dev.rowhook.server.dev;

import java.nio.file.Path;

/// How to start the dev mode.
///
/// @param dataDirectory holds everything that survives a restart
/// @param port of the REST interface on 127.0.0.1; 0 takes a free one
/// @param reset empties the directory first
public record DevOptions(Path dataDirectory, int port, boolean reset) {}
