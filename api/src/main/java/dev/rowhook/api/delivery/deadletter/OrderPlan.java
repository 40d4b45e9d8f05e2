package dev.rowhook.api.delivery.deadletter;

import java.time.Instant;
import java.util.Optional;

/// What an order would be about.
///
/// @param count how many dead letters
/// @param groups how many groups they are of
/// @param oldest when the first of them died
/// @param newest when the last one did
/// @param waiting how many messages wait for them, counted up to 10 000
record OrderPlan(
        long count, long groups, Optional<Instant> oldest, Optional<Instant> newest, int waiting) {}
