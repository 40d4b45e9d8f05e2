package dev.rowhook.dispatcher.window;

/// What a window may hold: messages that are not done, their bytes, messages of one group, and the
/// distance (in messages, done ones included) from the oldest that is not done to the newest.
public record WindowLimits(int messages, long bytes, int messagesOfGroup, int span) {
    public static final WindowLimits DEFAULT = new WindowLimits(10_000, 8 << 20, 2_500, 50_000);

    public WindowLimits {
        if (messages < 1 || bytes < 1 || messagesOfGroup < 1 || span < messages) {
            throw new IllegalArgumentException(
                    "a window holds at least a message, and no more than its span");
        }
    }
}
