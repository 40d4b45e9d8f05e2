package dev.rowhook.changelog;

import dev.rowhook.core.Lsn;

import java.time.Instant;
import java.util.Optional;

/// A place in a log by all its names, as far as it has them.
///
/// @param lsn where it was committed; empty if LSNs of its incarnation compare no more
/// @param time when it was committed; empty behind the last change
public record LogPoint(long seq, Optional<Lsn> lsn, Optional<Instant> time) {}
