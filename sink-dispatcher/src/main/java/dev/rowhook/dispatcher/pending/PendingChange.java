package dev.rowhook.dispatcher.pending;

import dev.rowhook.dispatcher.window.Message;

import java.time.Duration;
import java.util.Optional;

/// A message whose turn has come again. `attempts` counts how often it failed alone; for one that
/// was only parked it is 0.
///
/// @param agingFrom where the aging of its sink stood at its first attempt; empty if it had none
/// @param holds whether its groups wait for it
public record PendingChange(
        Message message, int attempts, Optional<Duration> agingFrom, boolean holds) {

    public long seq() {
        return message.seq();
    }
}
