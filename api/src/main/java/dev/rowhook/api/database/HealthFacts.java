package dev.rowhook.api.database;

import dev.rowhook.api.database.HealthAnswer.Reader;
import dev.rowhook.changelog.LogExtent;

import java.util.Optional;

/// What is known of a database at one moment, from which its health is judged.
record HealthFacts(
        DatabaseAnswer database, Reader reader, SlotReport slot, Optional<LogExtent> log) {}
