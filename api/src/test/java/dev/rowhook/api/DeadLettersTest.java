package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.SINK_DISCARD;
import static dev.rowhook.store.jooq.Tables.SINK_ORDER;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.rowhook.api.contract.Contract;
import dev.rowhook.core.OrderId;
import dev.rowhook.store.jooq.tables.records.SinkOrderRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class DeadLettersTest {
    private static final String PATH = "/v1/sinks/orders/dead-letters";

    private final SinkWithLog sink = new SinkWithLog();
    private final PlayedOrders owner = sink.server.bean(PlayedOrders.class);
    private final Instant now = sink.now;

    DeadLettersTest() {
        sink.append("42", now, true);
        sink.dead(1, "42", "retries_exhausted", now);
        sink.dead(2, "43", "too_large", now.minusSeconds(60));
        for (long seq = 10; seq < 15; seq++) {
            sink.pending(seq, "42").insert();
        }
    }

    @Test
    void messagesAreAsTheDescriptionTellsReceivers() {
        assertThat(message("{}", "ChangeMessage").has("metadata")).isTrue();
        message("{\"timestamp_format\":\"unix_microsecond\"}", "ChangeMessage");
        assertThat(message("{\"format\":\"cloudevents\"}", "CloudEvent").at("/data/action"))
                .hasToString("\"insert\"");
    }

    /// The message of a dead letter, as the sink would send it after a patch.
    private JsonNode message(String patch, String schema) {
        sink.client.patch("/v1/sinks/orders", patch);
        JsonNode message =
                sink.client.get(PATH + "/" + sink.webhookId(1)).json().required("message");
        assertThat(Contract.shared().errors(schema, message)).as(schema).isEmpty();
        return message;
    }

    @AfterEach
    void rest() {
        owner.carriesOut = false;
    }

    @Test
    void aDeadLetterIsShownWithWhatWaitsForItAndItsMessage() {
        sink.attempt(now, false, 1L);
        JsonNode letter = sink.client.get(PATH).json().at("/data/0");
        assertThat(letter.at("/webhook_id").asString()).isEqualTo(sink.webhookId(1));
        assertThat(letter.at("/table").asString()).isEqualTo("public.orders");
        assertThat(letter.at("/reason").asString()).isEqualTo("retries_exhausted");
        assertThat(letter.at("/attempts").asInt()).isEqualTo(4);
        assertThat(letter.at("/last_status").asInt()).isEqualTo(500);
        assertThat(letter.at("/commit_lsn").asInt()).isEqualTo(10);
        assertThat(letter.at("/holds").asBoolean()).isTrue();
        assertThat(letter.at("/waiting").asInt()).isEqualTo(5);
        assertThat(Instant.parse(letter.at("/expires_at").asString()))
                .isEqualTo(now.plus(Duration.ofDays(30)));
        assertThat(letter.has("message")).isFalse();

        JsonNode full = sink.client.get(PATH + "/" + sink.webhookId(1)).json();
        assertThat(full.at("/message/record/id").asInt()).isEqualTo(42);
        assertThat(full.at("/message/action").asString()).isEqualTo("insert");
        assertThat(full.at("/last_attempts/0/code").asString()).isEqualTo("http_status");
    }

    @Test
    void theyAreFilteredAndSearchedByKey() {
        assertThat(ids(sink.client.get(PATH))).containsExactly(id(1), id(2));
        assertThat(ids(sink.client.get(PATH + "?reason=too_large"))).containsExactly(id(2));
        assertThat(ids(sink.client.get(PATH + "?table=public.orders&from=" + now)))
                .containsExactly(id(1));
        assertThat(ids(sink.client.get(PATH + "?table=customers"))).isEmpty();
        assertThat(ids(search("{\"table\":\"orders\",\"key\":[\"43\"]}"))).containsExactly(id(2));
        assertThat(ids(search("{\"table\":\"orders\",\"key\":[\"44\"]}"))).isEmpty();
        assertThat(search("{\"key\":[\"43\"]}").string("/errors/0/pointer")).isEqualTo("/table");
        assertThat(sink.client.get(PATH + "?table=orders&key=43").string("/errors/0/code"))
                .isEqualTo("not_in_url");
        assertThat(sink.client.get(PATH + "?reason=bored").string("/errors/0/pointer"))
                .isEqualTo("/reason");
    }

    @Test
    void pagesHaveNoGaps() {
        for (long seq = 100; seq < 120; seq++) {
            sink.dead(seq, "7", "too_large", now.minusSeconds(120));
        }
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            Client.Answer page = sink.client.get(PATH + "?limit=3" + cursor);
            assertThat(page.status()).isEqualTo(200);
            paged.addAll(ids(page));
            JsonNode next = page.json().at("/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(paged).doesNotHaveDuplicates().isEqualTo(ids(sink.client.get(PATH)));
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndDoesNothing() {
        Client.Answer plan =
                sink.client.post(PATH + "/discard", "{\"filter\":{},\"all\":true,\"plan\":true}");
        assertThat(plan.status()).isEqualTo(200);
        assertThat(plan.json().at("/count").asInt()).isEqualTo(2);
        assertThat(plan.json().at("/groups").asInt()).isEqualTo(2);
        assertThat(plan.json().at("/waiting").asInt()).isEqualTo(5);
        assertThat(Instant.parse(plan.string("/oldest"))).isEqualTo(now.minusSeconds(60));
        assertThat(Instant.parse(plan.string("/newest"))).isEqualTo(now);
        assertThat(sink.client.get("/v1/sinks/orders/orders").json().at("/data").size()).isZero();
    }

    @Test
    void anOrderNamesWhatIsMeantAndWhoGaveIt() {
        Client.Answer ordered =
                sink.client.post(
                        PATH + "/redrive",
                        """
                        {"filter":{"reason":"too_large","table":"orders","key":["43"],"to":"%s"}}
                        """
                                .formatted(now));
        assertThat(ordered.status()).isEqualTo(202);
        assertThat(ordered.string("/state")).isEqualTo("waiting");
        SinkOrderRecord row = order(ordered.string("/id"));
        assertThat(row.getAction()).isEqualTo("redrive");
        assertThat(row.getReason()).isEqualTo("too_large");
        assertThat(row.getRelations()).containsExactly(1);
        assertThat(row.getRowHash()).isEqualTo(SinkWithLog.hash("43"));
        assertThat(row.getDiedTo()).isEqualTo(now);
        assertThat(row.getSeqs()).isNull();
        assertThat(row.getRequestedBy()).isEqualTo(sink.account.tokenId().toString());
    }

    @Test
    void anOrderThatIsDoneSaysHowManyItWasDoneTo() {
        owner.carriesOut = true;
        Client.Answer done =
                sink.client.post(
                        PATH + "/discard", "{\"ids\":[\"%s\",\"%s\"]}".formatted(id(1), id(2)));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().at("/affected").asInt()).isEqualTo(2);
        assertThat(order(done.string("/id")).getSeqs()).containsExactly(1L, 2L);

        String path = "/v1/sinks/orders/orders";
        assertThat(sink.client.get(path + "/" + done.string("/id")).string("/state"))
                .isEqualTo("done");
        assertThat(sink.client.get(path).string("/data/0/id")).isEqualTo(done.string("/id"));
        assertThat(sink.client.get(path + "/ord_none").status()).isEqualTo(404);
    }

    @Test
    void anOrderThatSaysTooLittleOrTooMuchIsRefused() {
        List<String> wrong =
                List.of(
                        "{}",
                        "{\"filter\":{}}",
                        "{\"filter\":{},\"ids\":[\"%s\"]}".formatted(id(1)),
                        "{\"ids\":[]}",
                        "{\"ids\":[\"msg_x\"]}",
                        "{\"ids\":[\"%s\"]}".formatted(new SinkWithLog().webhookId(1)),
                        "{\"filter\":{\"raeson\":\"too_large\"}}");
        for (String body : wrong) {
            assertThat(sink.client.post(PATH + "/redrive", body).status()).as(body).isEqualTo(422);
        }
        assertThat(sink.worker.fetchCount(SINK_ORDER, SINK_ORDER.SINK_ID.eq(sink.sink.value())))
                .isZero();
    }

    @Test
    void whoDiscardedWhatIsTold() {
        owner.carriesOut = true;
        String order =
                sink.client
                        .post(PATH + "/discard", "{\"ids\":[\"%s\"]}".formatted(id(1)))
                        .string("/id");
        sink.worker
                .insertInto(SINK_DISCARD)
                .columns(SINK_DISCARD.fields())
                .values(
                        sink.account.account().value(),
                        sink.sink.value(),
                        1,
                        1,
                        1,
                        10,
                        0,
                        null,
                        "too_large",
                        4,
                        now,
                        OrderId.parse(order).orElseThrow().value(),
                        now)
                .execute();
        JsonNode discard = sink.client.get("/v1/sinks/orders/discards").json().at("/data/0");
        assertThat(discard.at("/webhook_id").asString()).isEqualTo(id(1));
        assertThat(discard.at("/order_id").asString()).isEqualTo(order);
        assertThat(discard.at("/requested_by").asString())
                .isEqualTo(sink.account.tokenId().toString());
    }

    @Test
    void anotherAccountSeesNoneOfItAndOrdersNothing() {
        SinkWithLog other = new SinkWithLog();
        String path = "/v1/sinks/" + sink.sink + "/dead-letters";
        assertThat(other.client.get(path).status()).isEqualTo(404);
        assertThat(other.client.get(path + "/" + id(1)).status()).isEqualTo(404);
        assertThat(other.client.get(PATH + "/" + id(1)).status()).isEqualTo(404);
        assertThat(other.client.post(path + "/discard", "{\"filter\":{},\"all\":true}").status())
                .isEqualTo(404);
        assertThat(ids(other.client.get(PATH))).isEmpty();
    }

    @Test
    void noPayloadAndNoKeyIsLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rowhook");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(events);
        try {
            String full = sink.client.get(PATH + "/" + id(1)).text();
            assertThat(full).contains("planted-payload");
            search("{\"table\":\"orders\",\"key\":[\"planted-key\"]}");
            sink.client.post(
                    PATH + "/redrive",
                    "{\"filter\":{\"table\":\"orders\",\"key\":[\"planted-key\"]}}");
        } finally {
            logger.detachAppender(events);
            logger.setLevel(null);
        }
        assertThat(events.list)
                .isNotEmpty()
                .extracting(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .noneMatch(line -> line.contains("planted"));
    }

    private String id(long seq) {
        return sink.webhookId(seq);
    }

    private Client.Answer search(String body) {
        return sink.client.post(PATH + "/search", body);
    }

    private static List<String> ids(Client.Answer answer) {
        return answer.json().at("/data").findValuesAsString("webhook_id");
    }

    private SinkOrderRecord order(String id) {
        return sink.worker
                .selectFrom(SINK_ORDER)
                .where(SINK_ORDER.ID.eq(OrderId.parse(id).orElseThrow().value()))
                .fetchSingle();
    }
}
