package dev.rowhook.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.SinkId;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.testing.RowBytes;
import dev.rowhook.dispatcher.http.Exchange;
import dev.rowhook.dispatcher.http.HttpClients;
import dev.rowhook.dispatcher.http.Outcome;
import dev.rowhook.dispatcher.http.Outcome.Fault;
import dev.rowhook.dispatcher.http.TestEndpoint;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.MessageFormat;
import dev.rowhook.dispatcher.message.MessageKind;
import dev.rowhook.dispatcher.message.MessageOptions;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageShape;
import dev.rowhook.dispatcher.window.Message;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import javax.net.SocketFactory;

class WebhookCourierTest {
    private static final Relation PLANTS =
            new Relation(
                    1,
                    16_384,
                    "public",
                    "plant",
                    ReplicaIdentity.DEFAULT,
                    List.of(
                            new Column("id", 23, true, Scalar.NUMBER),
                            new Column("name", 25, false, Scalar.TEXT)),
                    List.of(0),
                    false);
    private static final String ID = "msg_" + new SinkId(new UUID(1, 2)).toString().substring(4);

    private final MockWebServer server = new MockWebServer();
    private final HttpClients clients = new HttpClients(SocketFactory.getDefault());

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void aSingleMessageIsTheBody() throws InterruptedException {
        RecordedRequest sent = deliver(MessageFormat.NATIVE, false, row(1, "fern"));
        assertThat(body(sent)).isEqualTo("{\"id\":1,\"name\":\"fern\"}");
        assertThat(sent.getHeaders().get("webhook-id")).isEqualTo(ID + "_1_1");
        assertThat(sent.getHeaders().get("rowhook-sequence")).isEqualTo("0-1");
    }

    @Test
    void aBatchIsAList() throws InterruptedException {
        RecordedRequest sent = deliver(MessageFormat.NATIVE, true, row(1, "fern"), row(2, "moss"));
        assertThat(body(sent))
                .isEqualTo(
                        "{\"data\":[{\"id\":1,\"name\":\"fern\"},{\"id\":2,\"name\":\"moss\"}]}");
        assertThat(sent.getHeaders().get("webhook-id")).startsWith("bat_");
        assertThat(sent.getHeaders().get("rowhook-sequence")).isNull();
    }

    @Test
    void cloudEventsHaveContentTypesOfTheirOwn() throws InterruptedException {
        RecordedRequest one = deliver(MessageFormat.CLOUDEVENTS, false, row(1, "fern"));
        assertThat(one.getHeaders().get("content-type"))
                .isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(body(one))
                .startsWith("{\"specversion\":\"1.0\",\"id\":\"" + ID + "_1_1\",")
                .endsWith(",\"data\":{\"id\":1,\"name\":\"fern\"}}");

        RecordedRequest both =
                deliver(MessageFormat.CLOUDEVENTS, true, row(1, "fern"), row(2, "moss"));
        assertThat(both.getHeaders().get("content-type"))
                .isEqualTo("application/cloudevents-batch+json; charset=UTF-8");
        assertThat(body(both)).startsWith("[{\"specversion\"").endsWith("}]").contains("},{");
    }

    @Test
    void inBinaryModeTheAttributesAreHeaders() throws InterruptedException {
        RecordedRequest sent = deliver(MessageFormat.CLOUDEVENTS_BINARY, false, row(1, "fern"));
        assertThat(body(sent)).isEqualTo("{\"id\":1,\"name\":\"fern\"}");
        assertThat(sent.getHeaders().get("content-type")).isEqualTo("application/json");
        assertThat(sent.getHeaders().get("ce-specversion")).isEqualTo("1.0");
        assertThat(sent.getHeaders().get("ce-id")).isEqualTo(ID + "_1_1");
        assertThat(sent.getHeaders().get("ce-type")).isEqualTo("dev.rowhook.change.insert");
        assertThat(sent.getHeaders().get("ce-time")).isEqualTo("2023-11-14T22:13:20.000000Z");
        assertThat(sent.getHeaders().get("ce-subject")).isEqualTo("1");
    }

    @Test
    void aBatchWithAMessageThatCannotBeSentIsNotSent() {
        Message tooLarge = row(2, "x".repeat(2000));
        Message torn = new Message(new LoggedChange(3, 1, 1, 1, 0, 1, null, new byte[] {'I'}), 3);
        WebhookCourier courier = courier(MessageFormat.NATIVE, true);

        assertThat(courier.deliver(List.of(row(1, "fern"), tooLarge)).outcome())
                .isEqualTo(new Outcome.Unsendable(Fault.TOO_LARGE));
        assertThat(courier.deliver(List.of(row(1, "fern"), torn)).outcome())
                .isEqualTo(new Outcome.Unsendable(Fault.UNDECODABLE));
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aReceiverNamesTheMessagesOfABatchByTheirIds() {
        server.enqueue(
                new MockResponse.Builder()
                        .code(207)
                        .body("{\"failed\":[\"%s_1_2\"]}".formatted(ID))
                        .build());
        Exchange exchange =
                courier(MessageFormat.NATIVE, true)
                        .deliver(List.of(row(1, "fern"), row(2, "moss")));
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Partly(207, Set.of(ID + "_1_2")));
    }

    private RecordedRequest deliver(MessageFormat format, boolean batch, Message... messages)
            throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(204).build());
        Exchange exchange = courier(format, batch).deliver(List.of(messages));
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Accepted(204));
        return server.takeRequest();
    }

    private WebhookCourier courier(MessageFormat format, boolean batch) {
        MessageShape shape =
                new MessageShape(
                        new SinkId(new UUID(1, 2)),
                        "sink",
                        new DatabaseId(new UUID(3, 4)),
                        "prod",
                        "localhost",
                        "app",
                        MessageKind.RECORD,
                        new MessageOptions(format, false, false, 1024, false));
        return new WebhookCourier(
                new MessageRenderer(shape),
                _ -> PLANTS,
                Changes.recheck(),
                new WebhookSender(
                        clients,
                        TestEndpoint.at(server.url("/")).settings(),
                        "Rowhook/test",
                        WebhookSender.KEEP_FAILURES),
                batch,
                Clock.systemUTC());
    }

    private static Message row(long seq, String name) {
        byte[] body =
                RowBytes.message('I', PLANTS.oid()).row('N', Long.toString(seq), name).toBytes();
        return new Message(
                new LoggedChange(seq, 1, seq, 0, 1_700_000_000_000_000L, 1, null, body), seq);
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).utf8();
    }
}
