package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a session may, and how it ends.
class SessionsTest {
    private final ApiServer server = ApiServer.shared();
    private final Person person = Person.owner(server);
    private final Browser browser = person.browser();
    private final DSLContext superuser = server.postgres().superuser();

    private static JsonNode json(Browser.Page page) {
        return JsonMapper.shared().readTree(page.text());
    }

    @Test
    void theCookieIsForThisHostAndNoScript() {
        Person elsewhere = person.elsewhere();
        assertThat(elsewhere.signIn(Person.PASSWORD).header("Set-Cookie"))
                .startsWith("__Host-rowhook=")
                .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain", "Max-Age");
    }

    @Test
    void aChangeNeedsTheTokenOfTheSession() {
        String token = browser.csrfToken();
        String body = "{\"name\":\"Olga\"}";
        assertThat(browser.api("PATCH", "/v1/me", "", body).text()).contains("csrf_token_required");
        assertThat(browser.api("PATCH", "/v1/me", "nonsense", body).status()).isEqualTo(403);
        String other = Person.owner(server).browser().csrfToken();
        assertThat(browser.api("PATCH", "/v1/me", other, body).status()).isEqualTo(403);
        assertThat(browser.api("PATCH", "/v1/me", token, body).text()).contains("Olga");
        assertThat(
                        superuser.fetchValue(
                                "select name from rowhook.member where email = ?", person.email()))
                .isEqualTo("Olga");
    }

    @Test
    void aRequestWithATokenIsNotTheSessions() {
        URI sinks = server.uri().resolve("/v1/sinks");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(sinks).header("Authorization", "Bearer nonsense").GET();
        assertThat(browser.go(request).status()).isEqualTo(401);
    }

    @Test
    void signingInBeginsASessionUnderANewId() {
        Person victim = person.elsewhere();
        victim.browser().setCookie(Browser.SESSION, "chosen-by-somebody-else-0123456789abcdefghi");
        victim.signIn(Person.PASSWORD);
        assertThat(victim.browser().session()).doesNotContain("chosen");
        String first = victim.browser().session();
        victim.browser().get("/sign-in");
        Map<String, String> again = Map.of("email", person.email(), "password", Person.PASSWORD);
        victim.browser().submit("/sign-in", again);
        assertThat(victim.browser().session()).isNotEmpty().isNotEqualTo(first);

        Browser stale = new Browser(server.uri());
        stale.setCookie(Browser.SESSION, first);
        assertThat(stale.get("/v1/me").status()).as("the former one").isEqualTo(401);
    }

    @Test
    void sessionsAreListedAndEndedOneByOne() {
        Person elsewhere = person.elsewhere();
        elsewhere.signIn(Person.PASSWORD);
        JsonNode sessions = json(browser.get("/v1/me/sessions")).at("/data");
        assertThat(sessions.size()).isEqualTo(2);
        boolean mineIsFirst = sessions.at("/0/current").asBoolean();
        JsonNode mine = sessions.get(mineIsFirst ? 0 : 1);
        JsonNode other = sessions.get(mineIsFirst ? 1 : 0);
        assertThat(other.at("/current").asBoolean()).isFalse();
        assertThat(other.at("/address").asString()).isEqualTo(elsewhere.browser().address());
        assertThat(other.at("/user_agent").asString()).contains("Java");
        assertThat(sessions.toString()).doesNotContain(browser.session());

        String token = browser.csrfToken();
        String path = "/v1/me/sessions/" + other.at("/id").asString();
        assertThat(browser.api("DELETE", path, token, "").status()).isEqualTo(204);
        assertThat(elsewhere.browser().get("/v1/me").status()).isEqualTo(401);
        assertThat(browser.get("/v1/me").status()).isEqualTo(200);

        Browser stranger = Person.owner(server).browser();
        String theirs = "/v1/me/sessions/" + mine.at("/id").asString();
        assertThat(stranger.api("DELETE", theirs, stranger.csrfToken(), "").status())
                .isEqualTo(404);
    }

    @Test
    void signingOutEverywhereEndsAllThatIsOpen() {
        Person elsewhere = person.elsewhere();
        elsewhere.signIn(Person.PASSWORD);
        Tokens tokens = new CommandLine(server).signIn(elsewhere.browser());
        Client bearer = new Client(server.uri(), tokens.access());
        assertThat(bearer.get("/v1/me").status()).isEqualTo(200);

        assertThat(browser.api("DELETE", "/v1/me/sessions", browser.csrfToken(), "").status())
                .isEqualTo(204);
        assertThat(browser.get("/v1/me").status()).isEqualTo(401);
        assertThat(elsewhere.browser().get("/v1/me").status()).isEqualTo(401);
        assertThat(bearer.get("/v1/me").status()).as("access token").isEqualTo(401);
        assertThat(new CommandLine(server).refresh(tokens.refresh()).text())
                .contains("invalid_grant");
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        Person elsewhere = person.elsewhere();
        elsewhere.signIn(Person.PASSWORD);
        String token = browser.csrfToken();
        String wrong =
                "{\"current_password\":\"wrong wrong\",\"new_password\":\"green cows sing\"}";
        assertThat(browser.api("POST", "/v1/me/password", token, wrong).text())
                .contains("wrong_password");
        String weak = wrong.replace("wrong wrong", Person.PASSWORD).replace("green cows sing", "1");
        assertThat(browser.api("POST", "/v1/me/password", token, weak).text())
                .contains("weak_password");
        String right = wrong.replace("wrong wrong", Person.PASSWORD);
        assertThat(browser.api("POST", "/v1/me/password", token, right).status()).isEqualTo(204);

        assertThat(browser.get("/v1/me").status()).as("this session stays").isEqualTo(200);
        assertThat(elsewhere.browser().get("/v1/me").status()).isEqualTo(401);
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status()).isEqualTo(401);
        assertThat(person.elsewhere().signIn("green cows sing").status()).isEqualTo(303);
    }

    @Test
    void aSessionEndsWhenItIsIdleOrOld() {
        age("last_access_time", Duration.ofHours(12).plusMinutes(1));
        assertThat(browser.get("/v1/me").status()).isEqualTo(401);
        person.signIn(Person.PASSWORD);
        assertThat(browser.get("/v1/me").status()).isEqualTo(200);
        age("creation_time", Duration.ofDays(7).plusMinutes(1));
        assertThat(browser.get("/v1/me").status()).isEqualTo(401);
    }

    private void age(String column, Duration by) {
        superuser.execute(
                "update rowhook_identity.session set " + column + " = ? where principal_name = ?",
                Instant.now().minus(by).toEpochMilli(),
                person.userId());
    }

    @Test
    void whoIsDisabledIsOut() {
        superuser.execute(
                "update rowhook_identity.app_user set disabled = true where email = ?",
                person.email());
        assertThat(browser.get("/v1/me").status()).isEqualTo(401);
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status()).isEqualTo(401);
    }
}
