package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.changelog.Replays;
import dev.rowhook.changelog.Replays.Stretch;
import dev.rowhook.core.SinkId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class MessageIdTest {
    private static final SinkId SINK = SinkId.create();
    private static final Replays REPLAYS =
            Replays.of(12, List.of(new Stretch(3, 5, 9, true), new Stretch(12, 7, 9, false)));

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 9, 10})
    void whatIsWrittenIsRead(long seq) {
        LoggedChange change = new LoggedChange(seq, 2, 1, 0, 0, 1, null, new byte[0]);
        String text = new MessageIds(SINK, REPLAYS).webhookId(change);
        JsonBuffer json = new JsonBuffer();
        new MessageIds(SINK, REPLAYS).appendWebhookId(change, json);

        int run = seq == 5 || seq == 6 ? 3 : 0;
        MessageId expected = new MessageId(SINK, 2, seq, run);
        assertThat(MessageId.parse(text)).contains(expected);
        assertThat(expected).hasToString(text);
        assertThat(new String(json.array(), 0, json.length(), UTF_8)).isEqualTo(text);
    }

    @Test
    void aTextCutShortInItsRunIsNone() {
        String text = new MessageId(SINK, 2, 5, 3).toString();
        assertThat(MessageId.parse(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(MessageId.parse(text.substring(0, text.length() - 2))).isEmpty();
        assertThat(MessageId.parse(text + "x")).isEmpty();
    }

    @Test
    void sequencesSortByTheirRunFirst() {
        LoggedChange change = new LoggedChange(20, 1, 1, 0, 0, 1, null, new byte[0]);
        LoggedChange earlier = new LoggedChange(3, 1, 1, 0, 0, 1, null, new byte[0]);
        String before = new MessageIds(SINK, Replays.of(9, List.of())).sortableSequence(change);
        String after = new MessageIds(SINK, Replays.of(10, List.of())).sortableSequence(earlier);
        assertThat(before).isLessThan(after);
    }
}
