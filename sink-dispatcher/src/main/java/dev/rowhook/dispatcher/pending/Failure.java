package dev.rowhook.dispatcher.pending;

import java.time.Instant;
import java.util.OptionalInt;

/// How a message failed alone, for the nth time, and when it is tried again.
public record Failure(int attempts, Instant at, Instant nextTry, String code, OptionalInt status) {}
