package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The command line gets tokens of a person by their browser, on this computer or another one.
class CommandLineSignInTest {
    private final ApiServer server = ApiServer.shared();
    private final Person person = Person.owner(server);
    private final CommandLine commandLine = new CommandLine(server);

    private int me(String token) {
        return new Client(server.uri(), token).get("/v1/me").status();
    }

    @Test
    void aCodeGetsTokensOfThePerson() {
        String callback = commandLine.callback(person.browser());
        assertThat(callback).startsWith(CommandLine.CALLBACK + "?code=").endsWith("&state=st%26te");
        Client.Answer answer =
                commandLine.exchange(CommandLine.code(callback), commandLine.verifier);
        Tokens tokens = new Tokens(answer);
        assertThat(answer.json().at("/expires_in").asInt()).isBetween(595, 600);
        Client client = new Client(server.uri(), tokens.access());
        assertThat(client.get("/v1/me").text()).contains(person.email()).doesNotContain("csrf");
        assertThat(client.post("/v1/sinks", "{}").status()).as("no CSRF token").isEqualTo(422);
    }

    @Test
    void whoIsNotSignedInComesBackToTheRequest() {
        Person elsewhere = person.elsewhere();
        Browser.Page page = elsewhere.browser().get(commandLine.authorize());
        assertThat(page.location()).startsWith("/sign-in?next=%2Foauth2%2Fauthorize");
        elsewhere.browser().follow();
        Map<String, String> fields = Map.of("email", person.email(), "password", Person.PASSWORD);
        assertThat(elsewhere.browser().submit("/sign-in", fields).location())
                .isEqualTo(commandLine.authorize());
        elsewhere.browser().follow();
        assertThat(elsewhere.browser().follow().text())
                .contains("Let the command line act for you?", person.email());
    }

    @Test
    void thePersonIsAskedEachTimeAndMaySayNo() {
        commandLine.signIn(person.browser());
        person.browser().get(commandLine.authorize());
        Browser.Page consent = person.browser().follow();
        assertThat(consent.text()).contains("Yes, let it");
        assertThat(consent.header("Content-Security-Policy"))
                .contains("form-action 'self' http://127.0.0.1:*");
        Map<String, String> no =
                Map.of(
                        "_csrf", consent.hidden("_csrf"),
                        "client_id", consent.hidden("client_id"),
                        "state", consent.hidden("state"));
        Map<String, String> forged = new HashMap<>(no);
        forged.remove("_csrf");
        forged.put("scope", "rowhook");
        assertThat(person.browser().post("/oauth2/authorize", forged).status())
                .as("without the form's token")
                .isEqualTo(403);
        assertThat(person.browser().post("/oauth2/authorize", no).location())
                .contains("error=access_denied");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri, https://evil.example/callback, 400",
        "redirect_uri, http://127.0.0.1:1/other, 400",
        "redirect_uri, http://localhost:1/callback, 400",
        "client_id, somebody, 400",
        "code_challenge, '', 302",
        "code_challenge_method, plain, 302",
        "scope, everything, 302"
    })
    void aRequestThatIsNotTheCommandLinesIsRefused(String changed, String value, int status) {
        Browser.Page page = person.browser().get(commandLine.authorize(changed, value));
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.location()).doesNotContain("code=", "evil");
        if (status == 302) {
            assertThat(page.location()).startsWith(CommandLine.CALLBACK + "?error=invalid_");
        }
    }

    @Test
    void aCodeIsGoodOnceAndForItsVerifierOnly() {
        String code = CommandLine.code(commandLine.callback(person.browser()));
        assertThat(commandLine.exchange(code, "x".repeat(50)).text()).contains("invalid_grant");
        Tokens tokens = new Tokens(commandLine.exchange(code, commandLine.verifier));
        assertThat(commandLine.exchange(code, commandLine.verifier).text())
                .contains("invalid_grant");
        assertThat(commandLine.refresh(tokens.refresh()).text())
                .as("used twice, it ends what it got")
                .contains("invalid_grant");
    }

    @Test
    void refreshTokensRotateAndAReusedOneEndsThemAll() {
        Tokens first = commandLine.signIn(person.browser());
        Tokens second = new Tokens(commandLine.refresh(first.refresh()));
        Tokens third = new Tokens(commandLine.refresh(second.refresh()));
        assertThat(List.of(second.refresh(), third.refresh())).doesNotContain(first.refresh());
        assertThat(me(third.access())).isEqualTo(200);

        assertThat(commandLine.refresh(first.refresh()).text()).contains("invalid_grant");
        assertThat(commandLine.refresh(third.refresh()).text())
                .as("of the same family")
                .contains("invalid_grant");
    }

    @Test
    void ofManyWhoRefreshAtOnceOneSucceeds() throws Exception {
        Tokens first = commandLine.signIn(person.browser());
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            Callable<Integer> refresh = () -> commandLine.refresh(first.refresh()).status();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> future : threads.invokeAll(Collections.nCopies(6, refresh))) {
                statuses.add(future.get());
            }
            assertThat(statuses).containsOnlyOnce(200);
        }
    }

    @Test
    void aRevokedTokenEndsItsGrant() {
        Tokens tokens = commandLine.signIn(person.browser());
        Map<String, String> form = Map.of("client_id", "rowhook-cli", "token", tokens.refresh());
        assertThat(commandLine.post("/oauth2/revoke", form).status()).isEqualTo(200);
        assertThat(commandLine.refresh(tokens.refresh()).text()).contains("invalid_grant");
        assertThat(commandLine.post("/oauth2/revoke", form).status()).isEqualTo(200);
    }

    @Test
    void aDeviceGetsTokensOnceItsCodeIsConfirmed() {
        Client.Answer device =
                commandLine.post(
                        "/oauth2/device_authorization",
                        Map.of("client_id", "rowhook-cli", "scope", "rowhook"));
        String code = device.string("/device_code");
        assertThat(device.string("/verification_uri")).isEqualTo(server.uri() + "/device");
        assertThat(commandLine.poll(code).text()).contains("authorization_pending");

        Browser browser = person.browser();
        Browser.Page page = browser.get(device.string("/verification_uri_complete"));
        assertThat(page.text()).contains(device.string("/user_code"), person.email());
        Map<String, String> typed =
                Map.of("user_code", device.string("/user_code").toLowerCase(Locale.ROOT));
        browser.submit("/oauth2/device_verification", typed);
        assertThat(browser.follow().text()).contains(device.string("/user_code"), person.email());
        assertThat(commandLine.poll(code).text()).contains("authorization_pending");
        assertThat(browser.submit("/oauth2/device_verification", Map.of()).location())
                .isEqualTo("/device/done");

        Tokens tokens = new Tokens(commandLine.poll(code));
        assertThat(me(tokens.access())).isEqualTo(200);
        assertThat(commandLine.poll(code).status()).as("once").isEqualTo(400);
        assertThat(me(new Tokens(commandLine.refresh(tokens.refresh())).access())).isEqualTo(200);
    }

    @Test
    void aDeviceThatIsDeniedGetsNothing() {
        Client.Answer device =
                commandLine.post(
                        "/oauth2/device_authorization",
                        Map.of("client_id", "rowhook-cli", "scope", "rowhook"));
        Browser browser = person.browser();
        browser.get("/device");
        browser.submit(
                "/oauth2/device_verification", Map.of("user_code", device.string("/user_code")));
        Browser.Page consent = browser.follow();
        Map<String, String> no =
                Map.of(
                        "_csrf", consent.hidden("_csrf"),
                        "client_id", consent.hidden("client_id"),
                        "user_code", consent.hidden("user_code"),
                        "state", consent.hidden("state"));
        assertThat(browser.post("/oauth2/device_verification", no).location())
                .isEqualTo("/device/denied");
        assertThat(commandLine.poll(device.string("/device_code")).text())
                .contains("access_denied");
    }

    @Test
    void codesOfDevicesCannotBeGuessedForLong() {
        Browser browser = person.browser();
        List<String> locations = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            browser.get("/device");
            Map<String, String> guess = Map.of("user_code", "BCDF-GHJK");
            locations.add(browser.submit("/oauth2/device_verification", guess).location());
        }
        assertThat(locations.getFirst()).isEqualTo("/device?error=code");
        assertThat(locations.getLast()).isEqualTo("/device?error=later");
    }
}
