package dev.rowhook.dispatcher;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.dispatcher.attempt.SinkCounts;

/// What is saved of a sink together: where it is, and what it counted on its way.
record Snapshot(SinkCursor cursor, SinkCounts.Snapshot counts) {}
