package dev.rowhook.dispatcher.message;

import dev.rowhook.core.SinkId;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `webhook-id` of a message, taken apart: `msg_<sink>_<incarnation>_<seq>`, and `_r<run>`
/// behind it if a replay has given it another id.
///
/// @param run of the replay; 0 if there is none
public record MessageId(SinkId sink, int incarnation, long seq, int run) {
    private static final String SINK_PREFIX = "snk_";
    private static final Pattern TEXT =
            Pattern.compile(
                    "msg_([0-9a-z]{26})_([1-9][0-9]{0,8})_([1-9][0-9]{0,17})(?:_r([1-9][0-9]{0,8}))?");

    /// The id that `text` writes, if it writes one.
    public static Optional<MessageId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? SinkId.parse(SINK_PREFIX + matcher.group(1))
                        .map(sink ->
                                new MessageId(
                                        sink,
                                        Integer.parseInt(matcher.group(2)),
                                        Long.parseLong(matcher.group(3)),
                                        Optional.ofNullable(matcher.group(4))
                                                .map(Integer::parseInt)
                                                .orElse(0)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "msg_%s_%d_%d%s"
                .formatted(
                        sink.toString().substring(SINK_PREFIX.length()),
                        incarnation,
                        seq,
                        run == 0 ? "" : "_r" + run);
    }
}
