package dev.rowhook.proof.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class MessageReaderTest {
    private static final String UPDATE =
            """
            {"record":{"id":5,"uid":7,"version":3,"word":"a","amount":1.50,\
            "seal":"9c9b3ea7c6cfd3e4a23aee2a5ba6ac3c"},\
            "changes":{"version":2},"action":"update",\
            "metadata":{"table_schema":"public","table_name":"item","commit_lsn":99,\
            "commit_idx":4,"record_pks":["5"],"webhook_id":"msg_a_1_42","sequence":"0-42",\
            "unchanged_columns":["body"]}}\
            """;
    private static final String DELETE =
            """
            {"record":{"id":5,"uid":null,"version":null,"seal":null},"changes":null,\
            "action":"delete","metadata":{"table_name":"item","commit_lsn":99,"commit_idx":4,\
            "record_pks":["5"],"webhook_id":"msg_a_1_43","sequence":"0-43"}}\
            """;

    private static List<Message> read(String body) {
        return MessageReader.readAll(body.getBytes(UTF_8));
    }

    @Test
    void readsAMessage() {
        Message message = read(UPDATE).getFirst();
        assertThat(message.claim()).isEqualTo("update 3 of item 7");
        assertThat(message.bodyLeftOut()).isTrue();
        assertThat(message.place()).isEqualTo(new Finding.Place(42, 99, 4));
    }

    @Test
    void readsADeleteThatTellsOnlyTheKey() {
        Message message = read(DELETE).getFirst();
        assertThat(message.claim()).isEqualTo("delete of the item with key 5");
        assertThat(message.defect()).isEqualTo(Message.Defect.NONE);
    }

    @Test
    void readsABatch() {
        List<Message> messages = read("{\"data\":[%s,%s]}".formatted(UPDATE, DELETE));
        assertThat(messages).extracting(Message::sequence).containsExactly(42L, 43L);
    }

    @ParameterizedTest
    @ValueSource(strings = {UPDATE, DELETE, "{\"data\":[" + UPDATE + "," + DELETE + "]}"})
    void refusesWhatIsCutShortOrGoesOn(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MessageReader.readAll(cut))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> read(body + body)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record",
                "action",
                "table_name",
                "commit_lsn",
                "commit_idx",
                "webhook_id",
                "sequence"
            })
    void refusesAMessageThatLacks(String field) {
        assertThatThrownBy(() -> read(UPDATE.replace("\"" + field + "\"", "\"other\"")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
