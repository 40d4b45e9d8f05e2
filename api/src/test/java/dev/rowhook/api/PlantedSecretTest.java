package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import dev.rowhook.store.accounts.NewAccount;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Secrets that are planted in each place that takes one are found nowhere: not in answers, not in
/// logs of any level, not in the tables as a superuser reads them.
class PlantedSecretTest {
    private static final List<String> LOGGERS =
            List.of("dev.rowhook", "org.springframework", "org.jooq", "org.postgresql");

    private final ApiServer server = ApiServer.shared();
    private final NewAccount account = server.createAccount();
    private final Client client = server.client(account);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final List<String> answers = new ArrayList<>();

    @BeforeEach
    void listen() {
        events.start();
        for (String name : LOGGERS) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.TRACE);
            logger.addAppender(events);
        }
    }

    @AfterEach
    void stopListening() {
        for (String name : LOGGERS) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(name.equals("org.jooq") ? Level.ERROR : null);
            logger.detachAppender(events);
        }
    }

    private void post(String path, String body) {
        answers.add(client.post(path, body).text());
    }

    private static String database(String name, String password) {
        return Bodies.database(name).replace("hunter2", password);
    }

    private static String endpoint(String name, String secret) {
        return """
        {"name":"%s","url":"https://a.io/x?key=%s","encrypted_headers":{"Authorization":"%s"}}
        """
                .formatted(name, secret, secret);
    }

    private void useEveryRoute(String secret) {
        post("/v1/databases", database("prod", secret));
        post("/v1/databases", database("prod", secret));
        post("/v1/databases", database("Bad Name", secret));
        post("/v1/databases", database("prod", secret).replace("\"name\"", "\"nam\""));
        post("/v1/databases", "{\"password\":" + secret + "}");
        post("/v1/databases", "{\"password\":\"" + secret + "\",\"password\":\"x\"}");
        post("/v1/databases", "{\"password\":\"" + secret);
        post("/v1/databases", database("long", secret + "x".repeat(2000)));
        post("/v1/http-endpoints", endpoint("crm", secret));
        post("/v1/http-endpoints", endpoint("crm", secret));
        post("/v1/http-endpoints", endpoint("bad", secret + "\\n"));
        post("/v1/http-endpoints", endpoint("bad", secret).replace("a.io", "u:" + secret + "@a"));
        post("/v1/sinks", Bodies.sink("orders", "prod", "crm"));
        useEveryEdit(secret);
        answers.add(client.post("/v1/databases/prod/test").text());
        for (String path : List.of("databases", "http-endpoints", "sinks")) {
            answers.add(client.get("/v1/" + path).text());
        }
        answers.add(client.delete("/v1/sinks/orders").text());
        answers.add(client.delete("/v1/http-endpoints/none").text());
        answers.add(client.delete("/v1/databases/prod").text());
    }

    private void patch(String json) {
        answers.add(client.patch("/v1/http-endpoints/crm", json).text());
    }

    private void useEveryEdit(String secret) {
        patch(
                "{\"auth\":{\"type\":\"basic\",\"username\":\"u\",\"password\":\"%s\"}}"
                        .formatted(secret));
        patch("{\"encrypted_headers\":{\"X-Key\":\"%s\"}}".formatted(secret));
        patch("{\"url\":\"https://a.io/x?again=%s\"}".formatted(secret));
        patch("{\"url\":\"https://b.io/x\"}");
        patch("{\"auth\":{\"password\":\"%s\\n\"}}".formatted(secret));
        patch("{\"tls\":{\"client_key\":\"%s\"}}".formatted(secret));
        String keys = "/v1/http-endpoints/crm/signing-keys";
        post(keys, "{\"secret\":\"whsec_%s\"}".formatted(secret));
        post(keys, "{\"secret\":\"%s\"}".formatted(secret));
        answers.add(client.get(keys).text());
    }

    @Test
    void aSecretIsFoundNowhere() {
        String secret = "planted-Secret-0123456789";
        useEveryRoute(secret);
        String logs = logs();
        String tables = tables(server.postgres().superuser());

        assertThat(logs).contains("database created").contains("/v1/http-endpoints");
        assertThat(tables).contains("https://a.io/x");
        assertThat(findings(secret, String.join("\n", answers))).isEmpty();
        assertThat(findings(secret, logs)).isEmpty();
        assertThat(findings(secret, tables)).isEmpty();
    }

    @Test
    void theTokenIsFoundNowhere() {
        useEveryRoute("whatever-secret");
        String token = account.token().reveal();
        assertThat(findings(token, String.join("\n", answers))).isEmpty();
        assertThat(findings(token, logs())).isEmpty();
        assertThat(findings(token, tables(server.postgres().superuser()))).isEmpty();
    }

    @Test
    void whatIsShownOnceIsFoundNowhereElse() {
        List<String> made =
                List.of(
                        client.post("/v1/tokens", "{\"name\":\"a\",\"scopes\":[\"*\"]}")
                                .string("/token"),
                        client.post("/v1/oauth-clients", "{\"name\":\"a\",\"scopes\":[\"*\"]}")
                                .string("/client_secret"),
                        client.post("/v1/invitations", Belongings.invitation())
                                .string("/path")
                                .substring("/invitations/".length()));
        for (String list : List.of("tokens", "oauth-clients", "invitations", "audit-events")) {
            answers.add(client.get("/v1/" + list).text());
        }
        String logs = logs();
        String tables = tables(server.postgres().superuser());
        for (String secret : made) {
            assertThat(secret).matches("rh[kci]_[0-9A-Za-z]{49}");
            assertThat(findings(secret, String.join("\n", answers))).isEmpty();
            assertThat(findings(secret, logs)).isEmpty();
            assertThat(findings(secret, tables)).isEmpty();
        }
    }

    @Test
    void whatStandsInTheClearIsFoundHoweverItIsWritten() {
        String secret = "found-Secret-9876543210";
        byte[] bytes = ("--" + secret + "--").getBytes(StandardCharsets.UTF_8);
        DSLContext superuser = server.postgres().superuser();
        superuser.execute("create table rowhook.planted (a text, b bytea, c jsonb)");
        try {
            superuser.execute("insert into rowhook.planted (a) values (?)", secret);
            assertThat(findings(secret, tables(superuser))).hasSize(1);
            superuser.execute("update rowhook.planted set a = null, b = ?", bytes);
            assertThat(findings(secret, tables(superuser))).hasSize(1);
            for (String padding : List.of("", "x", "xx")) {
                byte[] shifted = (padding + secret).getBytes(StandardCharsets.UTF_8);
                superuser.execute(
                        "update rowhook.planted set b = null, a = ?",
                        Base64.getEncoder().encodeToString(shifted));
                assertThat(findings(secret, tables(superuser))).as(padding).hasSize(1);
            }
        } finally {
            superuser.execute("drop table rowhook.planted");
        }
        LoggerFactory.getLogger("dev.rowhook.planted")
                .atTrace()
                .addKeyValue("key", "logged-" + secret)
                .log("planted");
        assertThat(findings("logged-" + secret, logs())).hasSize(1);
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(events.list)) {
            text.append(event.getLoggerName()).append(' ').append(event.getFormattedMessage());
            text.append(' ').append(event.getKeyValuePairs()).append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
            }
        }
        return text.toString();
    }

    private static String tables(DSLContext superuser) {
        StringBuilder text = new StringBuilder();
        for (String table :
                superuser
                        .fetchValues(
                                "select format('%I.%I', schemaname, tablename) from pg_tables"
                                        + " where schemaname like 'rowhook%'")
                        .stream()
                        .map(Object::toString)
                        .toList()) {
            superuser
                    .fetchValues("select t::text from " + table + " t")
                    .forEach(row -> text.append(table).append(' ').append(row).append('\n'));
        }
        return text.toString();
    }

    /// The ways of writing `secret` that stand in `text`, in the clear, in hex and in base 64
    /// wherever in the encoded bytes it began.
    private static List<String> findings(String secret, String text) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> writings = new ArrayList<>(List.of(secret, HexFormat.of().formatHex(bytes)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The first and last letters also hold bits of what stands around.
            writings.add(encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return writings.stream()
                .filter(writing ->
                        text.contains(writing) || lower.contains(writing.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
