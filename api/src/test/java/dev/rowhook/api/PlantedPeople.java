package dev.rowhook.api;

import dev.rowhook.core.access.Role;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.core.token.TokenKind;
import dev.rowhook.store.identity.PasswordResets;
import dev.rowhook.store.testing.PlantedSecrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// Someone who signs in in every way, with all that is secret of it, and who is refused in every
/// way.
final class PlantedPeople {
    private final ApiServer server = ApiServer.shared();
    private final PlantedSecrets secrets;
    private final Person person;
    private final CommandLine commandLine = new CommandLine(server);

    PlantedPeople(PlantedSecrets secrets, Client owner) {
        this.secrets = secrets;
        this.person = Person.member(server, owner, Role.OWNER);
        secrets.plant("password", Person.PASSWORD);
    }

    Client session() {
        return person.session();
    }

    /// What someone has who is signed in.
    void signIn() {
        secrets.plant("session cookie", person.browser().session());
        secrets.plant("csrf token", unmasked(person.browser().csrfToken()));
        OpaqueToken reset = server.bean(PasswordResets.class).create(person.email()).orElseThrow();
        secrets.plant("reset token", reset.reveal());
        person.elsewhere().browser().get("/reset/" + reset.reveal());
        secrets.plant("unused code", CommandLine.code(commandLine.callback(person.browser())));
        String used = CommandLine.code(commandLine.callback(person.browser()));
        secrets.plant("authorization code", used);
        Tokens first = new Tokens(commandLine.exchange(used, commandLine.verifier));
        secrets.plant("code verifier", commandLine.verifier);
        secrets.plant("replaced refresh token", first.refresh());
        plantJwt("replaced access token", first.access());
        Tokens next = new Tokens(commandLine.refresh(first.refresh()));
        secrets.plant("refresh token", next.refresh());
        plantJwt("access token", next.access());
        new Client(server.uri(), next.access()).get("/v1/me");
        String device =
                commandLine
                        .post(
                                "/oauth2/device_authorization",
                                Map.of("client_id", "rowhook-cli", "scope", "rowhook"))
                        .string("/device_code");
        secrets.plant("device code", device);
        commandLine.poll(device);
        // It ends the family.
        commandLine.refresh(first.refresh());
        commandLine.exchange(used, commandLine.verifier);
    }

    /// What a token of a page stands for, which is another text each time: random bytes, and the
    /// token under them.
    private static String unmasked(String token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        byte[] plain = new byte[bytes.length / 2];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (bytes[i] ^ bytes[plain.length + i]);
        }
        return new String(plain, StandardCharsets.US_ASCII);
    }

    /// The rest of a token may be known.
    private void plantJwt(String name, String token) {
        secrets.plant(name, token.substring(token.lastIndexOf('.') + 1));
    }

    /// What nobody is let in by.
    void beRefused() {
        Person elsewhere = person.elsewhere();
        elsewhere.signIn(secrets.plant("wrong password", "planted-wrong-password \"q\\+/%&"));
        new Client(server.uri(), unknown("unknown API token", TokenKind.API)).get("/v1/sinks");
        new Client(server.uri(), unknown("unknown host token", TokenKind.HOST))
                .get("/host/v1/accounts");
        elsewhere
                .browser()
                .get("/invitations/" + unknown("unknown invitation", TokenKind.INVITATION));
        elsewhere.browser().get("/reset/" + unknown("unknown reset", TokenKind.RESET));
        String cookie = secrets.plant("unknown cookie", "planted-unknown-cookie-5f31");
        elsewhere.browser().setCookie(Browser.SESSION, cookie);
        elsewhere.browser().get("/v1/me");
        String csrf = secrets.plant("wrong csrf token", "planted-wrong-csrf-5f31");
        person.browser().api("PATCH", "/v1/me", csrf, "{}");
        commandLine.refresh(secrets.plant("unknown refresh token", "planted-refresh-5f31"));
        commandLine.poll(secrets.plant("unknown device code", "planted-device-5f31"));
        commandLine.exchange(
                secrets.plant("unknown code", "planted-code-5f31"),
                secrets.plant("unknown verifier", "planted-verifier-" + "x".repeat(40)));
        Map<String, String> form =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "cli_00000000000000000000000000",
                        "client_secret", unknown("unknown client secret", TokenKind.CLIENT));
        commandLine.token(form);
        String body = "{\"current_password\":\"%s\",\"new_password\":\"%s\"}";
        String current = secrets.plant("wrong current password", "planted-current-5f31");
        String next = secrets.plant("new password", "planted-new-5f31-horses");
        Browser browser = person.browser();
        browser.api("POST", "/v1/me/password", browser.csrfToken(), body.formatted(current, next));
        browser.api(
                "POST",
                "/v1/me/password",
                browser.csrfToken(),
                body.formatted(current, next) + "}");
    }

    private String unknown(String name, TokenKind kind) {
        return secrets.plant(name, OpaqueToken.create(kind).reveal());
    }
}
