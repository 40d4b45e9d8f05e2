package dev.rowhook.server.runtime;

import static dev.rowhook.store.testing.Waiting.await;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.server.client.RestClient;
import dev.rowhook.store.testing.SourcePostgres;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A row that lies in the log, is refused by one endpoint and not yet sent to another, and is
/// erased.
class ErasedRowTest {
    private static final String PLANTED = "planted-note-8e21ab";
    private static final String KEPT = "kept-note-77d0c3";

    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final RestClient rest = server.rest;
    private final DSLContext store = server.store.superuser();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> seenLater = new CopyOnWriteArrayList<>();
    private final HttpServer endpoint;
    private final Semaphore underWay = new Semaphore(0);
    private volatile boolean refuses = true;
    private volatile CountDownLatch held = new CountDownLatch(0);

    ErasedRowTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        endpoint.createContext("/now", exchange -> answer(exchange, accepted, refuses));
        endpoint.createContext("/later", exchange -> answer(exchange, seenLater, false));
        endpoint.start();
    }

    /// Refuses rows from 7 on if it is to, and says what it was sent; of row 9 once it is let.
    private void answer(HttpExchange exchange, List<String> seen, boolean refuses)
            throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode row = JsonMapper.shared().readTree(body).path("record");
            boolean refused = refuses && row.path("id").asInt() >= 7;
            if (row.path("id").asInt() == 9) {
                underWay.release();
                held.await();
            }
            if (!refused) {
                seen.add(row.path("id").asInt() + ":" + row.path("note").asString());
            }
            exchange.sendResponseHeaders(refused ? 422 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void stream() throws Exception {
        source.execute("create table item (id int primary key, note text)");
        server.createDatabase("items", source.password());
        rest.create(
                "/v1/http-endpoints",
                Map.of(
                        "name",
                        "items",
                        "url",
                        "http://127.0.0.1:" + endpoint.getAddress().getPort()));
        sink("now");
        sink("later");
        rest.create("/v1/sinks/later/pause", Map.of());
        source.execute("insert into item values (1, 'a'), (7, '%s')".formatted(PLANTED));
        source.execute("insert into item values (2, 'b'), (8, '%s')".formatted(KEPT));
        source.execute("update item set note = note || '+' where id in (1, 7)");
        await(() -> deadLetters().size() == 2);
        await(() -> failedAttempts() == 4);
        await(() -> accepted.size() == 3);
        await(() -> count("select count(*) from rowhook.sink_pending where dead_at is null") == 1);
    }

    private void sink(String name) throws Exception {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", name);
        fields.put("database", "items");
        fields.put("tables", List.of("public.item"));
        fields.put(
                "destination",
                Map.of("type", "webhook", "http_endpoint", "items", "path", "/" + name));
        fields.put("retry", Map.of("first_delay", "100ms", "max_attempts", 2));
        fields.put("group_by", "primary_key");
        rest.create("/v1/sinks", fields);
        await(() -> rest.get("/v1/sinks/" + name).path("state").asString().equals("active"));
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    private String erase() throws InterruptedException {
        return erase(7);
    }

    private String erase(int row) throws InterruptedException {
        return rest.create(
                        "/v1/erasures",
                        Map.of(
                                "database",
                                "items",
                                "table",
                                "public.item",
                                "key",
                                Map.of("id", row)))
                .path("id")
                .asString();
    }

    private JsonNode erasure(String id) throws InterruptedException {
        return rest.get("/v1/erasures/" + id);
    }

    private void awaitDone(String id) throws Exception {
        await(() -> erasure(id).path("status").asString().equals("done"));
    }

    @Test
    void nothingOfTheRowIsKeptAnywhereAndAllElseGoesOnInOrder() throws Exception {
        assertThat(traces(PLANTED)).as("it is in the log").isNotEmpty();
        assertThat(answersWith(PLANTED)).isEqualTo(2);
        assertThat(answersWith(KEPT)).isEqualTo(2);

        String id = erase();
        awaitDone(id);

        assertThat(traces(PLANTED)).isEmpty();
        assertThat(traces(KEPT)).as("other rows stay in the log").isNotEmpty();
        JsonNode erasure = erasure(id);
        assertThat(erasure.at("/erased/changes").asInt()).isEqualTo(2);
        assertThat(erasure.at("/erased/dead_letters").asInt()).isEqualTo(1);
        assertThat(erasure.at("/erased/pending").asInt()).isEqualTo(1);
        assertThat(erasure.at("/erased/attempts").asInt()).isEqualTo(2);
        assertThat(erasure.path("unknown").asInt()).isZero();
        assertThat(erasure.path("ended_at").isNull()).isFalse();
        assertThat(count("select count(*) from rowhook.erasure where sealed is not null")).isZero();

        assertThat(answersWith(PLANTED)).isZero();
        assertThat(answersWith(KEPT)).isEqualTo(2);
        assertThat(failedAttempts()).as("attempts themselves are kept").isEqualTo(4);
        JsonNode letters = deadLetters();
        assertThat(letters.size()).isEqualTo(1);
        String letter = letters.get(0).path("webhook_id").asString();
        assertThat(
                        rest.get("/v1/sinks/now/dead-letters/" + letter)
                                .at("/message/record/note")
                                .asString())
                .isEqualTo(KEPT);
        JsonNode discards = rest.get("/v1/sinks/now/discards").path("data");
        assertThat(discards.size()).isEqualTo(2);
        assertThat(discards.get(0).path("reason").asString()).isEqualTo("erased");

        rest.create("/v1/sinks/later/resume", Map.of());
        await(() -> seenLater.size() == 4);
        assertAllButTheRow(seenLater);
        await(() -> rest.get("/v1/sinks/later").at("/position/erased").asInt() == 2);
        assertThat(rest.get("/v1/sinks/now").at("/position/erased").asInt()).isEqualTo(2);

        refuses = false;
        source.execute("update item set note = 'new' where id = 7");
        await(() -> accepted.contains("7:new") && seenLater.contains("7:new"));
        assertThat(String.join(" ", accepted) + String.join(" ", seenLater))
                .doesNotContain(PLANTED);
    }

    @Test
    void whatWasErasedIsNotSentAgainByAReplay() throws Exception {
        awaitDone(erase());
        refuses = false;
        accepted.clear();
        rest.create("/v1/sinks/now/replay", Map.of("from", Map.of("seq", 1)));
        await(() -> accepted.size() == 4);
        assertAllButTheRow(accepted);
        String id = "msg_%s_1_2".formatted(webhookSink());
        assertThat(rest.get("/v1/sinks/now/messages/" + id).path("state").asString())
                .isEqualTo("erased");
    }

    @Test
    void aRequestThatIsUnderWayEndsFirstAndIsNotMadeAgain() throws Exception {
        held = new CountDownLatch(1);
        source.execute("insert into item values (9, 'under-way-51c2')");
        underWay.acquire();

        String id = erase(9);
        await(() -> erasure(id).at("/erased/changes").asInt() == 1);
        assertThat(erasure(id).path("status").asString()).isEqualTo("running");
        held.countDown();
        awaitDone(id);

        assertThat(traces("under-way-51c2")).isEmpty();
        assertThat(failedAttempts()).isEqualTo(5);
        assertThat(answersWith("under-way-51c2")).isZero();
        assertThat(answersWith(KEPT)).isEqualTo(2);
        assertThat(deadLetters().size()).isEqualTo(2);
        rest.create("/v1/sinks/later/resume", Map.of());
        await(() -> seenLater.size() == 6);
        assertThat(underWay.availablePermits()).as("nobody else was sent it").isZero();
    }

    @Test
    void anAttemptOfWhichNobodyCanTellAnyMoreIsBlankedToo() throws Exception {
        store.execute(
                """
                update rowhook.delivery_attempt set seqs = '{0}'
                where id = (select id from rowhook.delivery_attempt where seqs = '{4}' order by at limit 1)
                """);
        String id = erase();
        awaitDone(id);
        assertThat(erasure(id).at("/erased/attempts").asInt()).isEqualTo(3);
        assertThat(answersWith(KEPT)).isEqualTo(1);
    }

    /// How ids of messages name the sink.
    private String webhookSink() throws InterruptedException {
        String letter =
                rest.get("/v1/sinks/now/attempts?accepted=true")
                        .at("/data/0/webhook_id")
                        .asString();
        return letter.substring("msg_".length(), letter.lastIndexOf("_1_"));
    }

    @Test
    void whatOneOwnerHasBegunTheNextOneEnds() throws Exception {
        String id = holdUp();
        awaitDone(id);
        JsonNode erasure = erasure(id);
        assertThat(erasure.at("/erased/changes").asInt()).as("none counted twice").isEqualTo(2);
        assertThat(erasure.at("/erased/dead_letters").asInt()).isEqualTo(1);
        assertThat(erasure.at("/erased/pending").asInt()).isEqualTo(1);
        assertThat(erasure.at("/erased/attempts").asInt()).isEqualTo(2);
        assertThat(traces(PLANTED)).isEmpty();
        assertThat(answersWith(PLANTED)).isZero();
        assertThat(count("select count(*) from rowhook.sink_pending")).isEqualTo(1);
        rest.create("/v1/sinks/later/resume", Map.of());
        await(() -> seenLater.size() == 4);
        assertAllButTheRow(seenLater);
    }

    /// Asks for an erasure, and takes the database away from its owner where the log is done and
    /// the messages are not.
    private String holdUp() {
        return store.transactionResult(tx -> {
            tx.dsl().fetch("select from rowhook.sink_cursor for update");
            String id = erase();
            await(() -> erasure(id).at("/erased/changes").asInt() == 2);
            assertThat(erasure(id).path("status").asString()).isEqualTo("running");
            await(() -> count("select count(*) from pg_locks where not granted") > 0);
            tx.dsl().execute("update rowhook.sink_cursor set epoch = epoch + 1");
            tx.dsl()
                    .execute(
                            "update rowhook.log_position set epoch = epoch + 1, owner = 'other', lease_until = now()");
            return id;
        });
    }

    private static void assertAllButTheRow(List<String> seen) {
        assertThat(seen).containsExactlyInAnyOrder("1:a", "2:b", "8:" + KEPT, "1:a+");
        assertThat(seen).containsSubsequence("1:a", "1:a+");
    }

    private JsonNode deadLetters() throws InterruptedException {
        return rest.get("/v1/sinks/now/dead-letters").path("data");
    }

    private int failedAttempts() throws InterruptedException {
        return rest.get("/v1/sinks/now/attempts?accepted=false").path("data").size();
    }

    /// How many failed attempts were answered with a text.
    private long answersWith(String text) throws InterruptedException {
        long found = 0;
        for (JsonNode attempt : rest.get("/v1/sinks/now/attempts?accepted=false").path("data")) {
            String path = "/v1/sinks/now/attempts/" + attempt.path("id").asString();
            found += rest.get(path).at("/answer/body").asString("").contains(text) ? 1 : 0;
        }
        return found;
    }

    private int count(String sql) {
        return server.store.superuser().fetchSingle(sql).get(0, Integer.class);
    }

    /// The tables of ours in which a text stands, in any of the forms in which it may.
    private List<String> traces(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        List<String> forms =
                List.of(
                        text,
                        HexFormat.of().formatHex(bytes),
                        base64.substring(0, base64.length() - 1));
        return server
                .store
                .superuser()
                .fetchValues(
                        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('rowhook', 'rowhook_log', 'rowhook_quartz', 'rowhook_host')")
                .stream()
                .map(String::valueOf)
                .filter(table ->
                        dump(table).stream()
                                .anyMatch(row -> forms.stream().anyMatch(row::contains)))
                .toList();
    }

    private List<String> dump(String table) {
        return server.store
                .superuser()
                .fetch("select t::text from %s t".formatted(table))
                .getValues(0, String.class);
    }
}
