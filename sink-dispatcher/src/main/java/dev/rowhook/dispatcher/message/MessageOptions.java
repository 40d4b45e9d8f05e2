package dev.rowhook.dispatcher.message;

/// How a sink wants its messages written.
///
/// @param unixMicroseconds timestamps are numbers of microseconds since 1970, not ISO 8601
/// @param bigintAsString values of type `bigint` are JSON strings
/// @param maxBytes the size of the largest message
/// @param omitColumns larger ones lose their largest values, and are not given up at once
public record MessageOptions(
        MessageFormat format,
        boolean unixMicroseconds,
        boolean bigintAsString,
        int maxBytes,
        boolean omitColumns) {
    public static final MessageOptions DEFAULT =
            new MessageOptions(MessageFormat.NATIVE, false, false, 5 << 20, false);
}
