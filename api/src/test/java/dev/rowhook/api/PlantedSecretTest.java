package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.store.testing.LogCapture;
import dev.rowhook.store.testing.PlantedSecrets;
import dev.rowhook.store.testing.StoredRows;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Secrets that are planted in each place that takes one, and those that Rowhook makes, are found
/// nowhere: not in answers, not in logs of any level, not in the tables as a superuser reads them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedSecretTest {
    /// What makes a secret shows it once, and rows are shown to those who may see payloads. There
    /// are no other answers that show one.
    private static final Map<String, Set<String>> SHOWN =
            Map.of(
                    "POST /v1/tokens", Set.of("API token"),
                    "POST /v1/tokens/{}/rotate", Set.of("rotated API token"),
                    "POST /v1/oauth-clients", Set.of("client secret"),
                    "POST /v1/oauth-clients/{}/rotate", Set.of("rotated client secret"),
                    "POST /v1/invitations", Set.of("invitation"),
                    "POST /v1/http-endpoints", Set.of("first signing key"),
                    "POST /v1/http-endpoints/{}/signing-keys", Set.of("signing key"),
                    "POST /host/v1/accounts", Set.of("invitation of an owner"),
                    "GET /v1/sinks/{reference}/dead-letters/{webhookId}", Set.of("row"));

    private final ApiServer server = ApiServer.shared();
    private final DSLContext superuser = server.postgres().superuser();
    private final PlantedSecrets secrets = new PlantedSecrets();
    private final KeptAnswers answers = new KeptAnswers();
    private final LogCapture log = new LogCapture();

    @BeforeAll
    void plant() {
        PlantedAccount account = new PlantedAccount(secrets, answers);
        account.makeSecrets();
        account.giveSecrets();
        PlantedPeople people = new PlantedPeople(secrets, account.belongings.client);
        people.signIn();
        people.beRefused();
        account.giveWrongly(people.session());
        account.readAll(people.session());
    }

    @AfterAll
    void stopListening() {
        log.close();
    }

    @Test
    void noAnswerShowsOneButThatWhichMakesIt() {
        assertThat(answers.count()).isGreaterThan(1000);
        assertThat(secrets.in(answers.texts())).isEqualTo(SHOWN);
        System.out.printf(
                "planted: %d secrets, %d answers of %d kinds%n",
                secrets.names().size(), answers.count(), answers.texts().size());
    }

    @Test
    void noLogHoldsOne() {
        Map<String, String> texts = log.texts();
        assertThat(texts).isNotEmpty();
        assertThat(String.join("", texts.values())).contains("database created");
        assertThat(secrets.in(texts)).isEmpty();
        System.out.printf(
                "planted: %d characters by %d loggers%n",
                texts.values().stream().mapToInt(String::length).sum(), texts.size());
    }

    @Test
    void noTableHoldsOneButTheLogOfChangesItsRows() {
        Map<String, String> rows = StoredRows.of(superuser);
        assertThat(rows.keySet().toString())
                .contains(
                        "rowhook.", "rowhook_log.", "rowhook_identity.", "rowhook_host.", "qrtz_");
        Map<String, Set<String>> found = secrets.in(rows);
        found.keySet().removeIf(table -> table.startsWith("rowhook_log."));
        assertThat(found).isEmpty();
        System.out.printf("planted: %d tables%n", rows.size());
    }

    static List<String> writings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                "--" + secret + "--",
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("x" + secret).getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder()
                        .encodeToString(("xx" + secret + "z").getBytes(StandardCharsets.UTF_8)),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                secret.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaked-on-purpose-77", "leaked-on-purpose-78 \"q\\+/%&\u00e4"})
    void aSecretThatIsLeakedIsFoundHoweverItIsWritten(String secret) {
        PlantedSecrets leaked = new PlantedSecrets();
        leaked.plant("leak", secret);
        superuser.execute(
                "create table rowhook_identity.leak (a text, b bytea, c jsonb, d text[])");
        try {
            for (String writing : writings(secret)) {
                superuser.execute("insert into rowhook_identity.leak (a) values (?)", writing);
                inTheTable(leaked);
            }
            superuser.execute("insert into rowhook_identity.leak (a) values (?)", secret);
            assertThat(leaked.in(StoredRows.of(superuser)))
                    .as("wherever it is")
                    .isEqualTo(Map.of("rowhook_identity.leak", Set.of("leak")));
            inTheTable(leaked);
            byte[] bytes = writings(secret).getFirst().getBytes(StandardCharsets.UTF_8);
            superuser.execute("insert into rowhook_identity.leak (b) values (?)", bytes);
            inTheTable(leaked);
            superuser.execute(
                    "insert into rowhook_identity.leak (c) values (jsonb_build_object('a', ?::text))",
                    secret);
            inTheTable(leaked);
            superuser.execute("insert into rowhook_identity.leak (d) values (array[?])", secret);
            inTheTable(leaked);
        } finally {
            superuser.execute("drop table rowhook_identity.leak");
        }
    }

    private void inTheTable(PlantedSecrets leaked) {
        assertThat(leaked.in(StoredRows.of(superuser, "rowhook_identity.leak")))
                .containsExactly("leak");
        superuser.execute("delete from rowhook_identity.leak");
    }

    @Test
    void aSecretThatIsLeakedIsFoundInLogsAndAnswers() {
        PlantedSecrets leaked = new PlantedSecrets();
        String secret = leaked.plant("leak", "leaked-on-purpose-79 \"q");
        try (LogCapture other = new LogCapture()) {
            var logger = LoggerFactory.getLogger("dev.rowhook.leak");
            logger.atTrace().addKeyValue("key", secret).log("as a value");
            assertThat(leaked.in(other.texts())).containsOnlyKeys("dev.rowhook.leak");
        }
        try (LogCapture other = new LogCapture()) {
            LoggerFactory.getLogger("elsewhere")
                    .atWarn()
                    .setCause(new IllegalStateException(new IllegalArgumentException(secret)))
                    .log("in a cause");
            assertThat(leaked.in(other.texts())).containsOnlyKeys("elsewhere");
        }
        KeptAnswers kept = new KeptAnswers();
        Client client = server.client();
        kept.keep(
                "made", client.post("/v1/http-endpoints", Bodies.endpoint("leaked-on-purpose-79")));
        kept.keep("read", client.get("/v1/http-endpoints"));
        assertThat(leaked.in(kept.texts())).containsOnlyKeys("made", "read");
    }
}
