package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.UUID;

/// People come in by invitation, and from then on by their password.
class SignInTest {
    private final ApiServer server = ApiServer.shared();
    private final AccountId account = server.createAccount().account();
    private final Browser browser = new Browser(server.uri());
    private final String email = "s" + UUID.randomUUID() + "@example.com";

    private String invite() {
        return Person.invite(server, account, email);
    }

    @Test
    void anInvitationLeadsToTheAccount() {
        String link = invite();
        assertThat(browser.get(link).text())
                .contains(
                        "acme",
                        "owner",
                        email,
                        "The host of Rowhook",
                        "autocomplete=\"new-password\"");
        assertThat(browser.submit(link, Person.joining("Olivia <b>", Person.PASSWORD)).location())
                .isEqualTo("/sign-in");
        assertThat(browser.follow().text()).contains("You are signed in", email, "acme");

        Browser.Page me = browser.get("/v1/me");
        assertThat(me.text())
                .contains("\"name\":\"Olivia <b>\"", account.toString(), "\"role\":\"owner\"");
        assertThat(browser.get("/v1/sinks").status()).isEqualTo(200);
        assertThat(browser.get(link).status()).as("accepted once").isEqualTo(404);
    }

    @Test
    void whoSignedOutComesBackByPassword() {
        Person person = Person.owner(server);
        person.browser().get("/sign-in");
        assertThat(person.browser().submit("/sign-out", Map.of()).status()).isEqualTo(303);
        assertThat(person.browser().session()).isEmpty();
        assertThat(person.browser().get("/v1/me").status()).isEqualTo(401);

        assertThat(person.signIn("wrong wrong wrong").status()).isEqualTo(401);
        assertThat(person.signIn(Person.PASSWORD).status()).isEqualTo(303);
        assertThat(person.browser().get("/v1/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "short, Use at least 12",
        "password1234, the first that anybody would try",
        "aaaaaaaaaaaaab, the first that anybody would try"
    })
    void aPasswordThatIsEasilyGuessedIsRefused(String password, String objection) {
        String link = invite();
        browser.get(link);
        Browser.Page refused = browser.submit(link, Person.joining("Olivia", password));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(objection).contains("value=\"Olivia\"");
        assertThat(browser.get(link).status()).as("still open").isEqualTo(200);
    }

    @Test
    void aUserOfTheAddressSignsInToAccept() {
        Person known = Person.owner(server);
        String link = Person.invite(server, account, known.email());
        Browser stranger = new Browser(server.uri());
        assertThat(stranger.get(link).text()).contains("Sign in as").doesNotContain("new-password");
        assertThat(stranger.post(link, Map.of()).status()).as("without its token").isEqualTo(403);

        known.browser().get(link);
        assertThat(known.browser().submit(link, Map.of()).status()).isEqualTo(303);
        assertThat(known.browser().get("/v1/me").text()).contains(account.toString());
        assertThat(known.browser().get("/v1/sinks").text()).contains("account_required");
    }

    @Test
    void whoIsSignedInMayAcceptWhatWentToAnotherAddress() {
        Person known = Person.owner(server);
        String link = invite();
        assertThat(known.browser().get(link).text())
                .contains("The invitation went to another address.");
        known.browser().submit(link, Map.of());
        assertThat(known.browser().get("/v1/me").text()).contains(account.toString());
    }

    @Test
    void pagesTellNobodyWhereTheyAreAndRunNothing() {
        Browser.Page page = browser.get(invite());
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.text()).doesNotContain("<script", "style=\"", "http://", "https://");
    }

    @ParameterizedTest
    @CsvSource({
        "//evil.example, /sign-in",
        "/\\evil.example, /sign-in",
        "https://evil.example, /sign-in",
        "/device?user_code=ABCD, /device?user_code=ABCD"
    })
    void afterSigningInNobodyIsSentElsewhere(String next, String location) {
        Person person = Person.owner(server).elsewhere();
        person.browser().get("/sign-in?next=" + Browser.encode(next));
        Map<String, String> fields = Map.of("email", person.email(), "password", Person.PASSWORD);
        assertThat(person.browser().submit("/sign-in", fields).location()).isEqualTo(location);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        Person person = Person.owner(server).elsewhere();
        Map<String, String> fields = Map.of("email", person.email(), "password", Person.PASSWORD);
        assertThat(person.browser().post("/sign-in", fields).status()).isEqualTo(403);
        person.browser().get("/sign-in");
        assertThat(person.browser().post("/sign-in", fields).status()).isEqualTo(403);
        assertThat(person.browser().session()).isEmpty();
    }
}
