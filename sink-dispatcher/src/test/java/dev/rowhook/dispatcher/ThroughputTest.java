package dev.rowhook.dispatcher;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.dispatcher.http.HttpClients;
import dev.rowhook.dispatcher.http.TestEndpoint;
import dev.rowhook.dispatcher.http.WebhookSender;
import dev.rowhook.dispatcher.message.GroupBy;
import dev.rowhook.dispatcher.message.MessageKind;
import dev.rowhook.dispatcher.message.MessageOptions;
import dev.rowhook.dispatcher.message.MessageRenderer;
import dev.rowhook.dispatcher.message.MessageShape;

import okhttp3.HttpUrl;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;

import javax.net.SocketFactory;

/// Says how fast one sink is against a server on the same machine. Says so only: machines differ.
@Tag("long")
class ThroughputTest {
    private static final Relation ORDERS =
            new Relation(
                    1,
                    16_384,
                    "public",
                    "orders",
                    ReplicaIdentity.DEFAULT,
                    List.of(
                            new Column("id", 20, true, Scalar.NUMBER),
                            new Column("status", 25, false, Scalar.TEXT)),
                    List.of(0),
                    false);

    @ParameterizedTest(name = "{1} messages in batches of {0}")
    @CsvSource({"1, 100000", "100, 100000"})
    void deliversAllOnce(int batchSize, int messages) throws Exception {
        try (RawReceiver server = new RawReceiver();
                WorkerHarness sink = new WorkerHarness();
                HttpClients clients = new HttpClients(SocketFactory.getDefault())) {
            sink.with(new Pace(batchSize, 50, false)).with(DeliveryLimits.DEFAULT);
            for (long seq = 1; seq <= messages; seq++) {
                sink.log.append(insert(seq));
            }
            WebhookSender sender =
                    new WebhookSender(
                            clients,
                            TestEndpoint.at(HttpUrl.get("http://127.0.0.1:" + server.port() + "/"))
                                    .settings(),
                            "Rowhook/test",
                            WebhookSender.KEEP_FAILURES);
            long start = System.nanoTime();
            sink.start(
                    new ChangeGrouper(new GroupBy.PrimaryKey(), _ -> ORDERS),
                    new WebhookCourier(
                            new MessageRenderer(shape(sink)),
                            _ -> ORDERS,
                            Changes.recheck(),
                            sender,
                            batchSize > 1,
                            Clock.systemUTC()));
            await(() -> sink.cursor().delivered() == messages);
            double seconds = (double) (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "batch %d: %d msgs in %.2f s, %.0f msgs/s, %d requests%n",
                    batchSize, messages, seconds, (double) messages / seconds, server.requests());
            assertThat(sink.cursor().mark()).isEqualTo(messages);
            assertThat(sink.pendingRows()).isZero();
        }
    }

    private static MessageShape shape(WorkerHarness sink) {
        return new MessageShape(
                sink.sink,
                "orders",
                DatabaseId.create(),
                "prod",
                "localhost",
                "app",
                MessageKind.CHANGE,
                MessageOptions.DEFAULT);
    }

    /// An insert as pgoutput writes it; each row is changed ten times in the run.
    private static LoggedChange insert(long seq) {
        byte[] id = Long.toString(seq / 10).getBytes(UTF_8);
        byte[] status = "shipped to the customer".getBytes(UTF_8);
        ByteBuffer body = ByteBuffer.allocate(18 + id.length + status.length);
        body.put((byte) 'I').putInt(ORDERS.oid()).put((byte) 'N').putShort((short) 2);
        body.put((byte) 't').putInt(id.length).put(id);
        body.put((byte) 't').putInt(status.length).put(status);
        return new LoggedChange(seq, 1, seq, 0, 1_700_000_000_000_000L, 1, null, body.array());
    }
}
