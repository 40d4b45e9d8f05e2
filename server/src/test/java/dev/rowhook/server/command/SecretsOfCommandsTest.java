package dev.rowhook.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.secret.MasterKeys;
import dev.rowhook.server.command.OperatedServer.Ended;
import dev.rowhook.store.testing.PlantedSecrets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// No command says what is secret in its settings, whatever is wrong with them; nor does a server,
/// in its log or on its port of operations, while its Postgres is there and when it is gone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsOfCommandsTest {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(40);

    /// What is put wrongly into settings.
    private static final String WRONG = "planted-wrong-setting-5f31";

    private static final List<String[]> COMMANDS =
            List.of(
                    new String[] {"setup"},
                    new String[] {"migrate"},
                    new String[] {"start"},
                    new String[] {"rekey"},
                    new String[] {"rekey", "--master-only"},
                    new String[] {"owner", "invite", "ada@acme.io", "--account", "nothing"},
                    new String[] {"user", "reset", "nobody@acme.io"},
                    new String[] {"host-token", "list"},
                    new String[] {"host-token", "create", "ops"},
                    new String[] {"host-token", "revoke", "00000000-0000-0000-0000-000000000000"});

    private final List<String> said = new ArrayList<>();
    private OperatedServer operated;
    private PlantedSecrets secrets;
    @TempDir private static Path directory;

    @BeforeAll
    void setUp() throws IOException {
        operated = new OperatedServer(directory, List.of("public-url = http://127.0.0.1"));
        secrets = operated.secrets;
        secrets.plant("wrong setting", WRONG);
        assertThat(operated.run("setup").code()).isZero();
        assertThat(operated.run("migrate").code()).isZero();
    }

    @AfterAll
    void close() {
        System.out.printf("commands: %d ended, 0 said a secret%n", said.size());
        operated.close();
    }

    private void saysNoSecret(Ended ended) {
        said.add(ended.output());
        assertThat(secrets.in(ended.output())).as(ended.output()).isEmpty();
        assertThat(ended.output()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "superuser-password = " + WRONG,
                "owner-password = " + WRONG,
                "api-password = " + WRONG,
                "worker-password = " + WRONG,
                "identity-password = " + WRONG,
                "master-keys = " + WRONG,
                "master-keys = k1:" + WRONG,
                "master-keys = k1:" + WRONG + "\nk2:" + WRONG + "=",
                "master-keys = k1:" + WRONG + "\nk2:" + WRONG + "+/=",
                "store-url = postgresql://127.0.0.1/rowhook?password=" + WRONG,
                "store-url = postgresql://127.0.0.1/rowhook?sslmode=disable&password=" + WRONG,
                "store-url = postgresql://u:" + WRONG + "@127.0.0.1/rowhook",
                "store-url = postgresql://u:" + WRONG + "/?@127.0.0.1/rowhook",
                "public-url = https://u:" + WRONG + "@127.0.0.1",
                "public-url = https://127.0.0.1/?key=" + WRONG,
                "api-password: " + WRONG + "==",
                "api-password : " + WRONG,
                "oidc.acme.client-secret = " + WRONG,
                "oidc.acme.client-secrets = " + WRONG
            })
    void whatIsWrongIsToldWithoutIt(String setting) throws IOException {
        for (String[] command : COMMANDS) {
            if (ends(setting, command[0])) {
                saysNoSecret(operated.runWith(setting, command));
            }
        }
    }

    /// Whether a command soon ends with this setting: `start` asks for the password of the worker
    /// first, and `setup` would make another one the right one.
    private static boolean ends(String setting, String command) {
        return switch (command) {
            case "setup" -> !setting.matches("(owner|api|worker|identity)-password = .*");
            case "start" -> !setting.matches("(superuser|owner|api|identity)-password = .*");
            default -> true;
        };
    }

    @Test
    void anotherMasterKeyIsNotTold() throws IOException {
        String line = MasterKeys.createLine("k9").reveal();
        secrets.plant("another master key", Base64.getDecoder().decode(line.substring(3)));
        for (String command : List.of("rekey", "migrate")) {
            saysNoSecret(operated.runWith("master-keys = " + line, command));
        }
    }

    @Test
    void aStoreThatIsNotThereIsToldWithoutThePassword() throws IOException {
        for (String url :
                List.of(
                        "postgresql://127.0.0.1:1/rowhook",
                        "postgresql://127.0.0.1:%d/nothing".formatted(operated.postgres().port()),
                        operated.postgres().jdbcUrl("rowhook") + "?sslmode=verify-full")) {
            for (String[] command : COMMANDS) {
                // They would wait for it, or make it.
                if (!command[0].equals("start") && !command[0].equals("setup")) {
                    Ended ended = operated.runWith("store-url = " + url, command);
                    assertThat(ended.code()).as(ended.output()).isNotZero();
                    saysNoSecret(ended);
                }
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aServerTellsNoSecretAsLongAsItRuns() throws Exception {
        String made = operated.run("host-token", "create", "billing").output().strip();
        PlantedSecrets all = operated.secrets;
        all.plant("host token", made);
        saysNoSecret(operated.run("host-token", "list"));
        Path output = directory.resolve("server.log");
        Process server = operated.listening(output);
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI main = URI.create("http://127.0.0.1:" + operated.port);
            URI health =
                    URI.create("http://127.0.0.1:%d/healthz".formatted(operated.operationsPort));
            String accounts = get(http, main.resolve("/host/v1/accounts"), made);
            String answers = accounts + get(http, health, made);
            assertThat(answers).contains("\"data\":[", "\"answers\":true");

            operated.postgres().stop();
            long giveUp = System.nanoTime() + NOTICED_WITHIN.toNanos();
            String gone = "";
            while (!gone.contains("\"answers\":false")) {
                assertThat(System.nanoTime()).isLessThan(giveUp);
                gone = get(http, health, made);
            }
            answers += gone + get(http, main.resolve("/host/v1/accounts"), made);
            assertThat(all.in(answers)).isEmpty();
        } finally {
            server.destroy();
            server.waitFor();
        }
        String logged = Files.readString(output);
        assertThat(logged).contains("WARN");
        assertThat(all.in(logged)).isEmpty();
        System.out.printf("a server's log: %d characters%n", logged.length());
    }

    private static String get(HttpClient http, URI uri, String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
