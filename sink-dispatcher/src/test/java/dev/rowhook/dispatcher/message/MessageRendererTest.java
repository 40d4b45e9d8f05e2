package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.LogicalMessageBody;
import dev.rowhook.core.change.MalformedChangeException;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.TruncateBody;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;

final class MessageRendererTest {
    private static final Relation KEYED = Plants.table(ReplicaIdentity.DEFAULT, 0);
    private static final Relation FULL = Plants.table(ReplicaIdentity.FULL, 0);
    private static final String SINK = Plants.SINK.toString();
    private static final String WEBHOOK_ID = "msg_" + SINK.substring(4) + "_1_5";

    @Test
    void anInsertIsAMessageThatReceiversOfSequinParse() {
        JsonNode message = render(KEYED, Plants.message('I').row('N', "7", "fern", "null!"));

        assertThat(message)
                .isEqualTo(
                        Json.parse(
                                """
                                {"record": {"id": 7, "name": "fern", "notes": null},
                                 "changes": null,
                                 "action": "insert",
                                 "metadata": {
                                   "table_schema": "garden", "table_name": "plant",
                                   "commit_timestamp": "2024-10-28T21:39:21.127470Z",
                                   "commit_lsn": 123456790, "commit_idx": 1,
                                   "idempotency_key": "MTIzNDU2NzkwOjE=",
                                   "record_pks": ["7"],
                                   "database_name": "prod",
                                   "transaction_annotations": null,
                                   "database": {"id": "%s", "name": "prod", "database": "app",
                                                "hostname": "db.example.com", "annotations": {}},
                                   "consumer": {"id": "%s", "name": "orders \\"1\\"",
                                                "annotations": {}},
                                   "webhook_id": "%s", "sequence": "0-5"}}
                                """
                                        .formatted(Plants.DATABASE, SINK, WEBHOOK_ID)));
    }

    @Test
    void idsInMetadataAreThoseOfTheHeaders() {
        MessageRenderer renderer = Plants.renderer(MessageKind.CHANGE);
        LoggedChange change = Plants.change(5, new byte[0]);

        assertThat(renderer.webhookId(change)).isEqualTo(WEBHOOK_ID);
        assertThat(renderer.sequence(change)).isEqualTo("0-5");
    }

    @Test
    void anUpdateUnderFullSaysTheOldValuesOfWhatChanged() {
        JsonNode message =
                render(
                        FULL,
                        Plants.message('U')
                                .row('O', "7", "fern", "null!")
                                .row('N', "7", "moss", "wet"));

        expect(message, "update", "{\"id\":7,\"name\":\"moss\",\"notes\":\"wet\"}");
        assertThat(message.get("changes").toString())
                .isEqualTo("{\"name\":\"fern\",\"notes\":null}");
    }

    @Test
    void aTruncateIsAMessageWithoutARow() {
        JsonNode message =
                Json.render(
                        Plants.renderer(MessageKind.CHANGE),
                        Plants.change(5, TruncateBody.of(Plants.OID)),
                        KEYED);

        assertThat(message.path("action").asString()).isEqualTo("truncate");
        assertThat(message.get("record").isNull()).isTrue();
        assertThat(message.get("changes").isNull()).isTrue();
        assertThat(message.at("/metadata/record_pks").isNull()).isTrue();
        assertThat(message.at("/metadata/table_name").asString()).isEqualTo("plant");
    }

    @Test
    void aLogicalMessageIsARowOfNoTable() {
        JsonNode message =
                Json.render(
                        Plants.renderer(MessageKind.CHANGE),
                        Plants.change(5, LogicalMessageBody.of("out", "{}".getBytes(UTF_8))),
                        LogicalMessageBody.relation());

        expect(
                message,
                "message",
                "{\"prefix\":\"out\",\"content\":\"{}\",\"content_base64\":null}");
        assertThat(message.get("changes").isNull()).isTrue();
        assertThat(message.at("/metadata/record_pks").isNull()).isTrue();
        assertThat(message.at("/metadata/table_name").asString())
                .isEqualTo("pg_logical_emit_message");
    }

    @Test
    void anUpdateUnderDefaultSaysNoChanges() {
        JsonNode message = render(KEYED, Plants.message('U').row('N', "7", "moss", "wet"));

        assertThat(message.get("changes").toString()).isEqualTo("{}");
    }

    @Test
    void anUpdateOfTheKeySaysTheOldKey() {
        JsonNode message =
                render(
                        KEYED,
                        Plants.message('U')
                                .row('K', "7", "null!", "null!")
                                .row('N', "8", "moss", "wet"));

        expect(message, "update", "{\"id\":8,\"name\":\"moss\",\"notes\":\"wet\"}");
        assertThat(message.get("changes").toString()).isEqualTo("{\"id\":7}");
        assertThat(message.at("/metadata/record_pks").toString()).isEqualTo("[\"8\"]");
    }

    @Test
    void aValueThatIsNotKnownIsLeftOutAndNamed() {
        JsonNode message =
                render(KEYED, Plants.message('U').row('N', "7", "unchanged!", "unchanged!"));

        expect(message, "update", "{\"id\":7}");
        assertThat(message.at("/metadata/unchanged_columns").toString())
                .isEqualTo("[\"name\",\"notes\"]");
    }

    @Test
    void anUnchangedValueIsTakenFromTheOldRow() {
        JsonNode message =
                render(
                        FULL,
                        Plants.message('U')
                                .row('O', "7", "fern", "long")
                                .row('N', "7", "moss", "unchanged!"));

        expect(message, "update", "{\"id\":7,\"name\":\"moss\",\"notes\":\"long\"}");
        assertThat(message.get("changes").toString()).isEqualTo("{\"name\":\"fern\"}");
        assertThat(message.at("/metadata/unchanged_columns").isMissingNode()).isTrue();
    }

    @Test
    void aDeleteSaysWhatIsKnownOfTheOldRow() {
        JsonNode byKey = render(KEYED, Plants.message('D').row('K', "7", "null!", "null!"));
        expect(byKey, "delete", "{\"id\":7,\"name\":null,\"notes\":null}");
        assertThat(byKey.get("changes").isNull()).isTrue();
        assertThat(byKey.at("/metadata/record_pks").toString()).isEqualTo("[\"7\"]");

        JsonNode byRow = render(FULL, Plants.message('D').row('O', "7", "fern", "wet"));
        expect(byRow, "delete", "{\"id\":7,\"name\":\"fern\",\"notes\":\"wet\"}");
    }

    @Test
    void aRecordMessageIsTheBareRow() {
        JsonNode message =
                Json.render(
                        Plants.renderer(MessageKind.RECORD),
                        Plants.change(Plants.message('I').row('N', "7", "fern", "null!")),
                        KEYED);

        assertThat(message.toString()).isEqualTo("{\"id\":7,\"name\":\"fern\",\"notes\":null}");
    }

    @Test
    void annotationsAreEmbeddedIfTheyAreAnObject() {
        assertThat(annotations("{\"by\":\"paul\"}").get("by").stringValue()).isEqualTo("paul");
        assertThat(annotations("{\"by\":").isNull()).isTrue();
        assertThat(annotations("{},\"webhook_id\":1").isNull()).isTrue();
    }

    @Test
    void aRefusedChangeLeavesWhatWasWrittenBefore() {
        MessageRenderer renderer = Plants.renderer(MessageKind.CHANGE);
        byte[] body = Plants.message('I').row('N', "7", "fern", "wet").toBytes();
        body[body.length - 1] = (byte) 0xC3;
        JsonBuffer out = new JsonBuffer();
        out.append("{\"data\":[".getBytes(UTF_8));

        assertThatThrownBy(() -> renderer.render(Plants.change(5, body), KEYED, out))
                .isInstanceOf(MalformedChangeException.class);
        assertThatThrownBy(() ->
                        renderer.render(Plants.change(5, Arrays.copyOf(body, 20)), KEYED, out))
                .isInstanceOf(MalformedChangeException.class);

        assertThat(Json.text(out)).isEqualTo("{\"data\":[");
    }

    private static JsonNode annotations(String text) {
        byte[] body = Plants.message('I').row('N', "7", "fern", "null!").toBytes();
        LoggedChange change = new LoggedChange(5, 1, 1, 1, 0, 1, text.getBytes(UTF_8), body);
        return Json.render(Plants.renderer(MessageKind.CHANGE), change, KEYED)
                .at("/metadata/transaction_annotations");
    }

    private static JsonNode render(Relation relation, RowBytes message) {
        return Json.render(Plants.renderer(MessageKind.CHANGE), Plants.change(message), relation);
    }

    private static void expect(JsonNode message, String action, String record) {
        assertThat(message.get("action").stringValue()).isEqualTo(action);
        assertThat(message.get("record").toString()).isEqualTo(record);
    }
}
