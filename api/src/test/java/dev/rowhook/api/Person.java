package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.access.Role;
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

    /// Someone new in the account of `owner`, by their invitation.
    static Person member(ApiServer server, Client owner, Role role) {
        AccountId account = AccountId.parse(owner.get("/v1/account").string("/id")).orElseThrow();
        String email = "p" + UUID.randomUUID() + "@example.com";
        Person person = new Person(server, account, email, new Browser(server.uri()));
        person.join(invite(owner, email, role));
        return person;
    }

    private static String invite(Client owner, String email, Role role) {
        String invitation = "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role.code());
        return owner.post("/v1/invitations", invitation).string("/path");
    }

    /// Is in the account of `owner` from now on, too.
    void joinToo(Client owner, Role role) {
        String link = invite(owner, email, role);
        browser.get(link);
        assertThat(browser.submit(link, Map.of()).status()).isEqualTo(303);
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

    /// Asks by the cookie, as a page of ours does.
    Client session() {
        return new Client(server.uri(), "")
                .with("Cookie", Browser.SESSION + "=" + browser.session())
                .with("X-CSRF-Token", browser.csrfToken());
    }

    /// Asks by an access token, as the command line does.
    Client commandLine() {
        return new Client(server.uri(), new CommandLine(server).signIn(browser).access());
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
