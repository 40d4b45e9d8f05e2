package dev.rowhook.api.sink;

import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;

/// A sink that was just saved, in one version of its database's settings.
record SavedSink(SinkId sink, DatabaseId database, long settingsVersion) {}
