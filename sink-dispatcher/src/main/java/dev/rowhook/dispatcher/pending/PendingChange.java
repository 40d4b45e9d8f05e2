package dev.rowhook.dispatcher.pending;

import dev.rowhook.dispatcher.window.Message;

/// A message whose turn has come again. `attempts` counts how often it failed alone; for one that
/// was only parked it is 0.
public record PendingChange(Message message, int attempts) {

    public long seq() {
        return message.seq();
    }
}
