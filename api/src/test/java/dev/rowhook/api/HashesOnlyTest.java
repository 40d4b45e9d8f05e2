package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.identity.PasswordResets;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who reads the tables gets in by nothing that stands there.
class HashesOnlyTest {
    private final ApiServer server = ApiServer.shared();
    private final DSLContext superuser = server.postgres().superuser();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private String tables() {
        StringBuilder text = new StringBuilder();
        for (Object table :
                superuser.fetchValues(
                        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname like 'rowhook%'")) {
            superuser
                    .fetchValues("select t::text from " + table + " t")
                    .forEach(row -> text.append(row).append('\n'));
        }
        return text.toString();
    }

    private void collect() {
        Person person = Person.owner(server);
        String link = Person.invite(server, person.account(), "open@example.com");
        CommandLine commandLine = new CommandLine(server);
        String pending = person.browser().get(commandLine.authorize()).location();
        String unused = CommandLine.code(commandLine.callback(person.browser()));
        String used = CommandLine.code(commandLine.callback(person.browser()));
        Tokens tokens = new Tokens(commandLine.exchange(used, commandLine.verifier));
        Tokens next = new Tokens(commandLine.refresh(tokens.refresh()));
        Client.Answer device =
                commandLine.post(
                        "/oauth2/device_authorization",
                        Map.of("client_id", "rowhook-cli", "scope", "rowhook"));
        OpaqueToken reset = server.bean(PasswordResets.class).create(person.email()).orElseThrow();
        secrets.put("password", Person.PASSWORD);
        secrets.put("session", person.browser().session());
        secrets.put("csrf token", person.browser().csrfToken());
        secrets.put("invitation", link.substring(link.lastIndexOf('/') + 1));
        secrets.put("reset", reset.reveal());
        secrets.put(
                "state of consent",
                pending.replaceAll(".*state=([^&]*).*", "$1").replace("%3D", "="));
        secrets.put("code", unused);
        secrets.put("used code", used);
        secrets.put("access token", next.access());
        secrets.put("replaced refresh token", tokens.refresh());
        secrets.put("refresh token", next.refresh());
        secrets.put("device code", device.string("/device_code"));
        secrets.put("user code", device.string("/user_code"));
        secrets.put("user code without dash", device.string("/user_code").replace("-", ""));
        secrets.put("private key", "\"d\":");
    }

    @Test
    void noSecretStandsInTheTables() {
        collect();
        String tables = tables();
        assertThat(tables).contains("rowhook-cli", "$argon2id$").doesNotContain("$argon2i$");
        secrets.forEach((name, secret) -> {
            String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(tables.contains(secret) || tables.contains(hex)).as(name).isFalse();
        });
    }

    @Test
    void whatStandsInTheTablesOpensNothing() {
        Person person = Person.owner(server);
        String stored =
                superuser
                        .fetchSingle(
                                "select session_id from rowhook_identity.session where principal_name = ?",
                                person.userId())
                        .get("session_id", String.class);
        Browser thief = new Browser(server.uri());
        thief.setCookie(Browser.SESSION, stored);
        assertThat(thief.get("/v1/me").status()).isEqualTo(401);

        CommandLine commandLine = new CommandLine(server);
        commandLine.signIn(person.browser());
        superuser
                .fetchValues(
                        "select encode(hash, 'hex') from rowhook_identity.oauth_grant_token where kind = 'refresh_token'")
                .forEach(hash -> {
                    assertThat(commandLine.refresh(hash.toString()).status()).isEqualTo(400);
                    assertThat(commandLine.refresh("sha256:" + hash).status()).isEqualTo(400);
                });
    }
}
