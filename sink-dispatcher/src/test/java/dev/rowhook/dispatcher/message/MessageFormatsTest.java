package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.ValueType;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

class MessageFormatsTest {
    private static final Relation KEYED = Plants.table(ReplicaIdentity.DEFAULT, 0);
    private static final Relation FULL = Plants.table(ReplicaIdentity.FULL, 0);
    private static final Relation UNNAMED = Plants.table(ReplicaIdentity.NOTHING);
    private static final Relation TYPES =
            new Relation(
                    2,
                    Plants.OID,
                    "garden",
                    "types",
                    ReplicaIdentity.DEFAULT,
                    List.of(
                            new Column("id", 20, true, Scalar.NUMBER),
                            new Column("many", 1016, false, array(Scalar.NUMBER)),
                            new Column("small", 23, false, Scalar.NUMBER),
                            new Column("at", 1184, false, Scalar.TIMESTAMPTZ),
                            new Column("ats", 1115, false, array(Scalar.TIMESTAMP))),
                    List.of(0),
                    false);
    private static final RowBytes ROW =
            Plants.message('I')
                    .row(
                            'N',
                            "9007199254740993",
                            "{{1,NULL},{-3,4}}",
                            "7",
                            "2024-10-28 21:37:01.5+00",
                            "{\"1970-01-01 00:00:00\",infinity}");

    private static ValueType array(Scalar element) {
        return new ValueType.Array(element, ',');
    }

    @Test
    void bigintsAreStringsIfAsked() {
        JsonNode record = render(TYPES, ROW, options(MessageFormat.NATIVE, false, true));

        assertThat(record.at("/record/id").toString()).isEqualTo("\"9007199254740993\"");
        assertThat(record.at("/record/many").toString()).isEqualTo("[[\"1\",null],[\"-3\",\"4\"]]");
        assertThat(record.at("/record/small").toString()).isEqualTo("7");
        JsonNode changes =
                render(
                        TYPES,
                        Plants.message('U')
                                .row('K', "1", "null!", "null!", "null!", "null!")
                                .row('N', "2", "{}", "7", "null!", "null!"),
                        options(MessageFormat.NATIVE, false, true));
        assertThat(changes.get("changes").toString()).isEqualTo("{\"id\":\"1\"}");
    }

    @Test
    void timestampsAreMicrosecondsIfAsked() {
        JsonNode message = render(TYPES, ROW, options(MessageFormat.NATIVE, true, false));

        assertThat(message.at("/record/at").toString()).isEqualTo("1730151421500000");
        assertThat(message.at("/record/ats").toString()).isEqualTo("[0,\"infinity\"]");
        assertThat(message.at("/record/id").toString()).isEqualTo("9007199254740993");
        assertThat(message.at("/metadata/commit_timestamp").toString())
                .isEqualTo("1730151561127470");
    }

    @Test
    void aCloudEventHoldsTheMessage() {
        RowBytes insert = Plants.message('I').row('N', "7", "fern", "null!");
        JsonNode event = render(KEYED, insert, options(MessageFormat.CLOUDEVENTS, true, false));

        assertThat(event.get("data"))
                .isEqualTo(render(KEYED, insert, options(MessageFormat.NATIVE, true, false)));
        JsonNode envelope =
                Json.parse(
                        """
                        {"specversion": "1.0",
                         "id": "%s",
                         "source": "/databases/%s/tables/garden.plant",
                         "type": "dev.rowhook.change.insert",
                         "time": "2024-10-28T21:39:21.127470Z",
                         "sequence": "000000-0000000000000000005",
                         "subject": "7", "partitionkey": "7",
                         "datacontenttype": "application/json",
                         "data": %s}
                        """
                                .formatted(
                                        "msg_" + Plants.SINK.toString().substring(4) + "_1_5",
                                        Plants.DATABASE,
                                        event.get("data")));
        assertThat(event).isEqualTo(envelope);
    }

    @Test
    void aRowThatNothingNamesHasNoSubject() {
        JsonNode event =
                render(
                        UNNAMED,
                        Plants.message('I').row('N', "7", "a", "b"),
                        options(MessageFormat.CLOUDEVENTS, false, false));
        assertThat(event.has("subject")).isFalse();
        assertThat(event.has("partitionkey")).isFalse();
    }

    @Test
    void inBinaryModeTheMessageIsAsItIsAndTheAttributesApart() {
        MessageOptions binary = options(MessageFormat.CLOUDEVENTS_BINARY, false, false);
        RowBytes delete = Plants.message('D').row('K', "ü 7", "null!", "null!");

        assertThat(render(KEYED, delete, binary))
                .isEqualTo(render(KEYED, delete, MessageOptions.DEFAULT));
        Map<String, String> attributes =
                Plants.renderer(MessageKind.CHANGE, binary)
                        .eventAttributes(Plants.change(delete), KEYED);
        assertThat(attributes)
                .contains(
                        entry("type", "dev.rowhook.change.delete"),
                        entry("subject", "ü 7"),
                        entry("specversion", "1.0"));
    }

    @Test
    void theSourceOfATableWithAnOddNameIsAUri() {
        Relation odd =
                new Relation(
                        3,
                        Plants.OID,
                        "a.b",
                        "ü c",
                        ReplicaIdentity.DEFAULT,
                        KEYED.columns(),
                        List.of(0),
                        false);
        JsonNode event =
                render(
                        odd,
                        Plants.message('I').row('N', "7", "a", "b"),
                        options(MessageFormat.CLOUDEVENTS, false, false));
        assertThat(event.get("source").stringValue())
                .isEqualTo("/databases/%s/tables/a%%2Eb.%%C3%%BC%%20c".formatted(Plants.DATABASE));
    }

    @ParameterizedTest
    @EnumSource
    void aMessageMayHaveExactlyTheSizeThatIsAllowed(MessageFormat format) {
        RowBytes insert = Plants.message('I').row('N', "7", "fern", "x".repeat(2000));
        JsonBuffer whole = new JsonBuffer();
        Plants.renderer(MessageKind.CHANGE, limited(format, 1 << 20, false))
                .render(Plants.change(insert), KEYED, whole);

        JsonBuffer out = new JsonBuffer();
        out.append((byte) '[');
        Plants.renderer(MessageKind.CHANGE, limited(format, whole.length(), false))
                .render(Plants.change(insert), KEYED, out);
        assertThat(out.length()).isEqualTo(1 + whole.length());
        assertThatThrownBy(() ->
                        Plants.renderer(
                                        MessageKind.CHANGE,
                                        limited(format, whole.length() - 1, false))
                                .render(Plants.change(insert), KEYED, out))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessage(
                        "message of %d bytes where %d are allowed",
                        whole.length(), whole.length() - 1);
        assertThat(out.length()).as("nothing is left of it").isEqualTo(1 + whole.length());
    }

    @Test
    void theLargestValuesAreOmittedIfAskedAndNamed() {
        RowBytes update =
                Plants.message('U')
                        .row('O', "7", "a".repeat(500), "old")
                        .row('N', "7", "b".repeat(900), "new");
        MessageOptions options = limited(MessageFormat.NATIVE, 1024, true);
        JsonNode message = render(FULL, update, options);

        assertThat(message.get("record").toString()).isEqualTo("{\"id\":7,\"notes\":\"new\"}");
        assertThat(message.get("changes").toString()).isEqualTo("{\"notes\":\"old\"}");
        assertThat(message.at("/metadata/omitted_columns").toString()).isEqualTo("[\"name\"]");
        assertThat(message.at("/metadata/record_pks").toString()).isEqualTo("[\"7\"]");
        JsonNode record =
                Json.render(
                        Plants.renderer(
                                MessageKind.RECORD, limited(MessageFormat.NATIVE, 500, true)),
                        Plants.change(update),
                        FULL);
        assertThat(record.toString()).isEqualTo("{\"id\":7,\"notes\":\"new\"}");
    }

    @Test
    void anOmittedColumnIsNotCalledUnchanged() {
        RowBytes update = Plants.message('U').row('N', "7", "unchanged!", "b".repeat(5000));
        JsonNode message = render(KEYED, update, limited(MessageFormat.NATIVE, 1024, true));

        assertThat(message.at("/metadata/unchanged_columns").toString()).isEqualTo("[\"name\"]");
        assertThat(message.at("/metadata/omitted_columns").toString()).isEqualTo("[\"notes\"]");
    }

    @Test
    void aMessageWhoseKeyAloneIsTooLargeIsRefused() {
        RowBytes insert = Plants.message('I').row('N', "7".repeat(3000), "a", "b");
        assertThatThrownBy(() -> render(KEYED, insert, limited(MessageFormat.NATIVE, 1024, true)))
                .isInstanceOf(MessageTooLargeException.class);
    }

    private static MessageOptions options(MessageFormat format, boolean micros, boolean bigint) {
        return new MessageOptions(format, micros, bigint, 5 << 20, false);
    }

    private static MessageOptions limited(MessageFormat format, int bytes, boolean omit) {
        return new MessageOptions(format, false, false, bytes, omit);
    }

    private static JsonNode render(Relation relation, RowBytes message, MessageOptions options) {
        return Json.render(
                Plants.renderer(MessageKind.CHANGE, options), Plants.change(message), relation);
    }
}
