package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.store.accounts.OwnerInvitations;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// Someone who was invited to an account, with the browser in which they signed in.
record Person(ApiServer server, AccountId account, String email, Browser browser) {
    static final String PASSWORD = "blue horses eat paper";

    /// The owner of a new account, who accepted the invitation and is signed in.
    static Person owner(ApiServer server) {
        AccountId account = server.createAccount().account();
        String email = "p" + UUID.randomUUID() + "@example.com";
        Person person = new Person(server, account, email, new Browser(server.uri()));
        person.join(invite(server, account, email));
        return person;
    }

    static String invite(ApiServer server, AccountId account, String email) {
        return new OwnerInvitations(server.postgres().worker(), Clock.systemUTC())
                .invite(account, email)
                .path();
    }

    private void join(String link) {
        browser.get(link);
        assertThat(browser.submit(link, joining("Olivia", PASSWORD)).status()).isEqualTo(303);
    }

    static Map<String, String> joining(String name, String password) {
        return Map.of("name", name, "password", password, "again", password);
    }

    /// The same person with another browser, not signed in.
    Person elsewhere() {
        return new Person(server, account, email, new Browser(server.uri()));
    }

    Browser.Page signIn(String password) {
        browser.get("/sign-in");
        return browser.submit("/sign-in", Map.of("email", email, "password", password));
    }

    String userId() {
        return server.postgres()
                .superuser()
                .fetchSingle(
                        "select rowhook.id_text('usr_', id) as id from rowhook_identity.app_user where email = ?",
                        email)
                .get("id", String.class);
    }
}
