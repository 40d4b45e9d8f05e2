package dev.rowhook.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.rowhook.store.testing.OnEverySourceVersion;
import dev.rowhook.store.testing.SourcePostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tables of every shape, and what becomes of their changes, beside what `to_jsonb` says of the
/// rows.
@OnEverySourceVersion(slow = true)
class ShapesOfChangeTest {
    private final WholeServer server = new WholeServer();
    private final SourcePostgres source = server.source;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final HttpServer endpoint;

    ShapesOfChangeTest() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        endpoint.createContext("/", this::answer);
        endpoint.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            messages.add(JsonMapper.shared().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @BeforeEach
    void connect() throws InterruptedException {
        server.createDatabase("shapes", source.password());
        server.rest.create(
                "/v1/http-endpoints",
                Map.of(
                        "name",
                        "shapes",
                        "url",
                        "http://127.0.0.1:" + endpoint.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        server.close();
        endpoint.stop(0);
    }

    @Test
    void columnsComeAndGoAndChangeInMidStream() throws Exception {
        source.execute("create table item (id int primary key, a int, b text)");
        listen("item");
        inserted("item", "insert into item values (1, 1, 'x')");
        source.execute("alter table item add column c numeric default 1.50");
        inserted("item", "insert into item values (2, 2, 'y', 2.25)");
        source.execute("alter table item drop column b");
        inserted("item", "insert into item values (3, 3, 3.5)");
        source.execute("alter table item rename column a to \"A ü\"");
        inserted("item", "insert into item values (4, 4, 4.5)");
        source.execute(
                "alter table item alter column \"A ü\" type text using \"A ü\"::text || '!'");
        inserted("item", "insert into item values (5, 'five', 5.5)");
        source.execute(
                "do $$ begin insert into item values (6, 'before', 1); alter table item add d int[]; insert into item values (7, 'after', 1, '{1}'); end $$");
        await(7);
        assertThat(messages.get(5).get("record").propertyNames()).doesNotContain("d");
        assertThat(messages.get(6).at("/record/d").toString()).isEqualTo("[1]");
    }

    @Test
    void identitiesSayWhatTheyHaveOfTheOldRow() throws Exception {
        source.execute(
                "create table by_default (id int primary key, v int)",
                "create table by_full (id int primary key, v int)",
                "create table by_index (id int primary key, u int not null unique, v int)",
                "create table by_nothing (id int primary key, v int)",
                "alter table by_full replica identity full",
                "alter table by_index replica identity using index by_index_u_key",
                "alter table by_nothing replica identity nothing");
        listen("by_default", "by_full", "by_index", "by_nothing");
        source.execute(
                "insert into by_default values (1, 1)",
                "update by_default set v = 2",
                "update by_default set id = 2",
                "delete from by_default",
                "insert into by_full values (1, 1)",
                "update by_full set v = 2",
                "delete from by_full",
                "insert into by_index values (1, 1, 1)",
                "update by_index set v = 2",
                "update by_index set u = 2",
                "delete from by_index",
                "insert into by_nothing values (1, 1)",
                "update by_nothing set v = 2",
                "delete from by_nothing",
                "insert into by_default values (9, 9)");
        await(13);
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1,\"v\":1} null",
                        "update {\"id\":1,\"v\":2} {}",
                        "update {\"id\":2,\"v\":2} {\"id\":1}",
                        "delete {\"id\":2,\"v\":null} null",
                        "insert {\"id\":1,\"v\":1} null",
                        "update {\"id\":1,\"v\":2} {\"v\":1}",
                        "delete {\"id\":1,\"v\":2} null",
                        "insert {\"id\":1,\"u\":1,\"v\":1} null",
                        "update {\"id\":1,\"u\":1,\"v\":2} {}",
                        "update {\"id\":1,\"u\":2,\"v\":2} {\"u\":1}",
                        "delete {\"id\":null,\"u\":2,\"v\":null} null",
                        "insert {\"id\":1,\"v\":1} null",
                        "insert {\"id\":9,\"v\":9} null");
    }

    @Test
    void partitionsStreamAsTheirTable() throws Exception {
        source.execute(
                "create table part (id int, at int, v text, primary key (id, at)) partition by range (at)",
                "create table part_1 partition of part for values from (0) to (10)",
                "create table part_2 (v text, at int not null, id int not null, primary key (id, at))",
                "alter table part attach partition part_2 for values from (10) to (20)");
        listen("part");
        source.execute(
                "insert into part values (1, 1, 'one'), (2, 11, 'two')",
                "update part set v = 'uno' where id = 1",
                "update part set at = 12 where id = 1",
                "create table part_3 partition of part for values from (20) to (30)",
                "insert into part values (3, 21, 'three')",
                "delete from part where id = 2");
        await(7);
        assertThat(messages).allMatch(m -> m.at("/metadata/table_name").asString().equals("part"));
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1,\"at\":1,\"v\":\"one\"} null",
                        "insert {\"id\":2,\"at\":11,\"v\":\"two\"} null",
                        "update {\"id\":1,\"at\":1,\"v\":\"uno\"} {}",
                        "delete {\"id\":1,\"at\":1,\"v\":null} null",
                        "insert {\"id\":1,\"at\":12,\"v\":\"uno\"} null",
                        "insert {\"id\":3,\"at\":21,\"v\":\"three\"} null",
                        "delete {\"id\":2,\"at\":11,\"v\":null} null");
    }

    @Test
    void aTableThatIsInheritedFromStreamsItsOwnRows() throws Exception {
        source.execute(
                "create table parent (id int primary key, v int)",
                "create table child (primary key (id)) inherits (parent)");
        listen("parent");
        source.execute(
                "insert into parent values (1, 1)",
                "insert into child values (2, 2)",
                "insert into parent values (3, 3)");
        await(2);
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1,\"v\":1} null", "insert {\"id\":3,\"v\":3} null");
    }

    @Test
    void generatedColumnsAreLeftOut() throws Exception {
        boolean virtual = source.version().major() >= 18;
        source.execute(
                "create table item (id int primary key, twice int generated always as (id * 2) stored%s, n int generated always as identity, v text default 'd')"
                        .formatted(
                                virtual ? ", half int generated always as (id / 2) virtual" : ""));
        listen("item");
        source.execute(
                "insert into item (id) values (1)", "update item set v = 'e'", "delete from item");
        await(3);
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1,\"n\":1,\"v\":\"d\"} null",
                        "update {\"id\":1,\"n\":1,\"v\":\"e\"} {}",
                        "delete {\"id\":1,\"n\":null,\"v\":null} null");
    }

    @Test
    void namesAreWhateverPostgresTakes() throws Exception {
        source.execute(
                "create schema \"Täble s\"",
                "create schema other",
                "create table item (id int primary key)",
                "create table other.item (id int primary key)",
                "create table \"Täble s\".\"it\"\"em, ß\" (\"I \"\"d\"\" 'é'\" int primary key, \"select\" text)");
        listen("item", "other.item", "\"Täble s\".\"it\"\"em, ß\"");
        source.execute(
                "insert into item values (1)",
                "insert into other.item values (2)",
                "insert into \"Täble s\".\"it\"\"em, ß\" values (3, 'x')");
        await(3);
        assertThat(messages)
                .extracting(m ->
                        m.at("/metadata/table_schema").asString()
                                + "/"
                                + m.at("/metadata/table_name").asString())
                .containsExactly("public/item", "other/item", "Täble s/it\"em, ß");
        assertThat(said().get(2)).isEqualTo("insert {\"I \\\"d\\\" 'é'\":3,\"select\":\"x\"} null");
    }

    @Test
    void annotationsAndKeylessTables() throws Exception {
        source.execute(
                "create table log (at int, v text)", "create table item (id int primary key)");
        listen("log", "item");
        source.execute(
                "do $$ begin perform pg_logical_emit_message(true, 'rowhook:annotations.set', '{\"user\": \"paul\"}'); insert into log values (1, 'a'); end $$",
                "update log set v = 'b'",
                "delete from log",
                "insert into item values (1)",
                "truncate item",
                "insert into item values (2)");
        await(3);
        assertThat(messages.get(0).at("/metadata/transaction_annotations/user").asString())
                .isEqualTo("paul");
        assertThat(said())
                .containsExactly(
                        "insert {\"at\":1,\"v\":\"a\"} null",
                        "insert {\"id\":1} null",
                        "insert {\"id\":2} null");
    }

    @Test
    void truncatesStreamToWhoAsksForThem() throws Exception {
        source.execute(
                "create table item (id int primary key)",
                "create table part (id int primary key) partition by range (id)",
                "create table part_1 partition of part for values from (0) to (10)",
                "create table child (item int references item)");
        listen(
                Map.of(
                        "actions",
                        List.of("insert", "truncate"),
                        "filter",
                        Map.of("public.item", "id > 0")),
                "item",
                "part",
                "child");
        source.execute(
                "insert into item values (1), (-1)",
                "insert into part values (1)",
                "truncate item, part cascade",
                "insert into item values (2)");
        await(6);
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1} null",
                        "insert {\"id\":1} null",
                        "truncate null null",
                        "truncate null null",
                        "truncate null null",
                        "insert {\"id\":2} null");
        List<JsonNode> truncates =
                messages.subList(2, 5).stream().map(m -> m.path("metadata")).toList();
        assertThat(truncates)
                .extracting(m -> m.path("table_name").asString())
                .containsExactlyInAnyOrder("item", "part", "child");
        assertThat(truncates)
                .extracting(m -> m.path("commit_lsn"))
                .containsOnly(truncates.getFirst().path("commit_lsn"));
        assertThat(truncates)
                .as("receivers that know changes by it take all")
                .extracting(m -> m.path("idempotency_key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void messagesOfTheSourcesOwnStreamToWhoAsksForThem() throws Exception {
        source.execute("create table item (id int primary key)");
        listen(Map.of("logical_messages", List.of("outbox", "raw*")), "item");
        source.execute(
                "do $$ begin insert into item values (1); perform pg_logical_emit_message(true, 'rowhook:annotations.set', '{\"user\": \"paul\"}'); perform pg_logical_emit_message(true, 'outbox', '{\"größe\": 1}'); perform pg_logical_emit_message(true, 'other', 'x'); insert into item values (2); end $$",
                "begin",
                "select pg_logical_emit_message(true, 'outbox', 'rolled back')",
                "select pg_logical_emit_message(false, 'raw.bytes', '\\xff00'::bytea)",
                "rollback");
        await(4);
        assertThat(said())
                .containsExactly(
                        "insert {\"id\":1} null",
                        "message {\"prefix\":\"outbox\",\"content\":\"{\\\"größe\\\": 1}\",\"content_base64\":null} null",
                        "insert {\"id\":2} null",
                        "message {\"prefix\":\"raw.bytes\",\"content\":null,\"content_base64\":\"/wA=\"} null");
        assertThat(messages.get(1).at("/metadata/transaction_annotations/user").asString())
                .isEqualTo("paul");
    }

    @Test
    void aSinkMayBeOfMessagesAlone() throws Exception {
        listen(Map.of("logical_messages", List.of("*")));
        source.execute(
                "create table item (id int primary key)",
                "insert into item values (1)",
                "select pg_logical_emit_message(true, 'outbox', 'one')");
        await(1);
        assertThat(messages.getFirst().at("/record/content").asString()).isEqualTo("one");
        assertThat(server.rest.get("/v1/sinks/shapes").path("tables")).isEmpty();
        assertThat(
                        server.rest
                                .get("/v1/sinks/shapes/messages?state=delivered")
                                .at("/data/0/table")
                                .asString())
                .isEqualTo("pg_catalog.pg_logical_emit_message");
    }

    /// Lets a sink that keeps the order of all changes take those of these tables.
    private void listen(String... tables) throws InterruptedException {
        listen(Map.of(), tables);
    }

    private void listen(Map<String, ?> more, String... tables) throws InterruptedException {
        Map<String, Object> sink = new HashMap<>(more);
        sink.put("name", "shapes");
        sink.put("database", "shapes");
        sink.put("tables", List.of(tables));
        sink.put("group_by", "sink");
        sink.put("destination", Map.of("type", "webhook", "http_endpoint", "shapes"));
        server.rest.create("/v1/sinks", sink);
        awaitThat(() ->
                server.rest.get("/v1/sinks/shapes").path("state").asString().equals("active"));
    }

    private void inserted(String table, String sql) throws Exception {
        int before = messages.size();
        source.execute(sql);
        await(before + 1);
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select to_jsonb(t) from %s t order by id desc limit 1"
                                        .formatted(table))) {
            row.next();
            assertThat(messages.getLast().get("record"))
                    .isEqualTo(JsonMapper.shared().readTree(row.getString(1)));
        }
    }

    private List<String> said() {
        return messages.stream()
                .map(m ->
                        "%s %s %s"
                                .formatted(
                                        m.path("action").asString(),
                                        m.get("record"),
                                        m.get("changes")))
                .toList();
    }

    private void await(int count) throws InterruptedException {
        awaitThat(() -> messages.size() >= count);
        assertThat(messages).as("%s", said()).hasSize(count);
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void awaitThat(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("%s", said()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
