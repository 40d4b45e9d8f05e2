package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.identity.PasswordResets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Passwords cannot be guessed for long, and who guesses learns nothing.
class LockOutTest {
    private final ApiServer server = ApiServer.shared();
    private final Person person = Person.owner(server);
    private final SettableClock clock = server.bean(SettableClock.class);

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private void lock() {
        Person guessing = person.elsewhere();
        for (int i = 0; i < 10; i++) {
            assertThat(guessing.signIn("wrong wrong wrong").status()).isEqualTo(401);
        }
    }

    @Test
    void tenWrongPasswordsLockForAQuarterOfAnHour() {
        lock();
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(16));
        lock();
        clock.advance(Duration.ofMinutes(16));
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status())
                .as("twice as long the second time")
                .isEqualTo(401);
        clock.advance(Duration.ofMinutes(16));
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void anAnswerDoesNotTellWhyNobodyGotIn() {
        lock();
        Person nobody =
                new Person(
                        server,
                        person.account(),
                        "n" + UUID.randomUUID() + "@example.com",
                        new Browser(server.uri()));
        Set<String> answers = new HashSet<>();
        answers.add(shown(person.elsewhere(), Person.PASSWORD));
        answers.add(shown(person.elsewhere(), "wrong wrong wrong"));
        answers.add(shown(nobody, Person.PASSWORD));
        assertThat(answers).hasSize(1);
    }

    /// What the page says, without what differs by address and form.
    private static String shown(Person person, String password) {
        Browser.Page page = person.signIn(password);
        return page.status()
                + page.text()
                        .replace(person.email(), "")
                        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    @Test
    void aResetUnlocksOnceAndSignsOutEverywhere() {
        lock();
        PasswordResets resets = server.bean(PasswordResets.class);
        OpaqueToken token = resets.create(person.email()).orElseThrow();
        String link = "/reset/" + token.reveal();
        Browser browser = new Browser(server.uri());
        assertThat(browser.get(link).text()).contains("Choose a new password");
        Map<String, String> weak = Map.of("password", "password1234", "again", "password1234");
        assertThat(browser.submit(link, weak).status()).isEqualTo(422);
        Map<String, String> unlike =
                Map.of("password", "green cows sing", "again", "red cows sing");
        assertThat(browser.submit(link, unlike).text()).contains("not the same");
        Map<String, String> chosen =
                Map.of("password", "green cows sing", "again", "green cows sing");
        assertThat(browser.submit(link, chosen).status()).isEqualTo(303);
        assertThat(browser.get("/v1/me").status()).isEqualTo(200);

        assertThat(person.browser().get("/v1/me").status()).as("signed out").isEqualTo(401);
        assertThat(person.elsewhere().signIn("green cows sing").status()).isEqualTo(303);
        assertThat(browser.get(link).status()).as("used").isEqualTo(404);
        assertThat(browser.post(link, chosen).status()).as("no form token").isEqualTo(403);
    }

    @Test
    void aResetIsGoodForAnHour() {
        PasswordResets resets = server.bean(PasswordResets.class);
        OpaqueToken token = resets.create(person.email()).orElseThrow();
        clock.advance(Duration.ofMinutes(61));
        assertThat(new Browser(server.uri()).get("/reset/" + token.reveal()).status())
                .isEqualTo(404);
        assertThat(resets.create("nobody@example.com")).isEmpty();
    }

    @Test
    void fromOneAddressThirtyMayBeTried() {
        Browser guessing = new Browser(server.uri());
        int status = 0;
        for (int i = 0; i <= 30; i++) {
            guessing.get("/sign-in");
            String email = "g" + i + "@example.com";
            status =
                    guessing.submit("/sign-in", Map.of("email", email, "password", "wrong"))
                            .status();
            assertThat(status).isEqualTo(i < 30 ? 401 : 429);
        }
        guessing.get("/sign-in");
        Browser.Page right =
                guessing.submit(
                        "/sign-in", Map.of("email", person.email(), "password", Person.PASSWORD));
        assertThat(right.status()).as("the right one, too").isEqualTo(429);
        assertThat(Integer.parseInt(right.header("Retry-After"))).isBetween(800, 901);
        assertThat(person.elsewhere().signIn(Person.PASSWORD).status()).isEqualTo(303);
    }
}
