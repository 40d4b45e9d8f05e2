package dev.rowhook.api;

import dev.rowhook.api.Routes.Route;
import dev.rowhook.core.access.Role;
import dev.rowhook.core.token.OpaqueToken;
import dev.rowhook.store.accounts.HostTokens;
import dev.rowhook.store.testing.PlantedSecrets;

import okhttp3.tls.HeldCertificate;

import org.springframework.web.bind.annotation.RequestMethod;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An account that has one of everything, with a secret in each place that takes one, or that makes
/// one; everything is asked of it that can be asked.
final class PlantedAccount {
    private static final String SUFFIX = "-planted";

    /// Where a body holds a secret, in pointers.
    private static final List<String> FIELDS =
            List.of("password", "secret", "client_key", "url", "encrypted_headers", "auth", "tls");

    /// What a body is when something is wrong with it.
    private static final List<String> BROKEN =
            List.of(
                    "{\"%s\":[%s]}",
                    "{\"%s\":{\"x\":%s}}",
                    "{\"%s\":{\"password\":%2$s,\"client_key\":%2$s,\"X-Key\":[%2$s]}}",
                    "{\"%s\":%s",
                    "{\"%s\":%s}}",
                    "{\"%s\":%s,\"%1$s\":%2$s}",
                    "{\"%s\":%s \"unknown\":1}",
                    "{\"%s\":%s,\"unknown\":1}",
                    "[{\"%s\":%s}]");

    final ApiServer server = ApiServer.shared();
    final Belongings belongings = new Belongings(SUFFIX);
    private final Client owner = belongings.client;
    private final Client host;
    private final PlantedSecrets secrets;
    private final KeptAnswers answers;

    PlantedAccount(PlantedSecrets secrets, KeptAnswers answers) {
        this.secrets = secrets;
        this.answers = answers;
        OpaqueToken token = new HostTokens(server.postgres().worker()).create("ops");
        this.host = new Client(server.uri(), secrets.plant("host token", token.reveal()));
        secrets.plant("first API token", belongings.sink.account.token().reveal());
        secrets.plant("row", "planted-payload");
    }

    private String plant(String name) {
        return secrets.plant(name, "planted-%s-5f31 \"q\\+/%%&".formatted(name.replace(' ', '-')));
    }

    private String json(Map<String, ?> fields) {
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private Client.Answer post(String path, Map<String, ?> fields) {
        return answers.keep("POST " + pattern(path), owner.post(path, json(fields)));
    }

    private void patch(String path, Map<String, ?> fields) {
        Client.Answer answer = answers.keep("PATCH", owner.patch(path, json(fields)));
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.text());
        }
    }

    private static String pattern(String path) {
        return path.replaceAll("/([a-z]{2,4}_[0-9a-z]{26}|[a-z]+-planted)(?=/|$)", "/{}");
    }

    private void make(String name, String path, Map<String, ?> fields, String pointer) {
        Client.Answer answer = post(path, fields);
        String made = answer.string(pointer);
        if (made.isEmpty()) {
            throw new AssertionError(answer.text());
        }
        secrets.plant(name, made.replace("/invitations/", ""));
    }

    /// What Rowhook makes, and shows once.
    void makeSecrets() {
        Map<String, Object> scopes = Map.of("name", "a", "scopes", List.of("*"));
        make("API token", "/v1/tokens", scopes, "/token");
        make("rotated API token", path("tokens") + "/rotate", Map.of(), "/token");
        make("client secret", "/v1/oauth-clients", scopes, "/client_secret");
        make(
                "rotated client secret",
                path("oauth-clients") + "/rotate",
                Map.of(),
                "/client_secret");
        Map<String, String> invitation = Map.of("email", "ada@acme.io", "role", Role.VIEWER.code());
        make("invitation", "/v1/invitations", invitation, "/path");
        make("signing key", path("http-endpoints") + "/signing-keys", Map.of(), "/secret");
        Map<String, String> endpoint = Map.of("name", "more" + SUFFIX, "url", "https://a.io");
        make("first signing key", "/v1/http-endpoints", endpoint, "/signing_keys/0/secret");
        Client.Answer account =
                answers.keep(
                        "POST /host/v1/accounts",
                        host.post(
                                "/host/v1/accounts",
                                "{\"name\":\"acme\",\"owner_email\":\"ada@acme.io\"}"));
        String link = account.string("/invitation/path");
        secrets.plant("invitation of an owner", link.replace("/invitations/", ""));
    }

    private String path(String segment) {
        return belongings.fill("/v1/%s/{}".formatted(segment));
    }

    /// What tenants give.
    void giveSecrets() {
        String endpoint = path("http-endpoints");
        String query = Browser.encode(plant("query string"));
        patch(endpoint, Map.of("url", "https://api.acme.io/hooks?key=" + query));
        patch(endpoint, Map.of("encrypted_headers", Map.of("X-Key", plant("encrypted header"))));
        String password = plant("basic password");
        patch(
                endpoint,
                Map.of("auth", Map.of("type", "basic", "username", "u", "password", password)));
        String bearer = secrets.plant("bearer token", "planted-bearer-5f31\"\\+/%&");
        patch(endpoint, Map.of("auth", Map.of("type", "bearer", "token", bearer)));
        patch(
                endpoint,
                Map.of(
                        "auth",
                        Map.of(
                                "type", "oauth2_client_credentials",
                                "token_url", "https://a.io/token",
                                "client_id", "me",
                                "client_secret", plant("secret at a token endpoint"))));
        giveKey("TLS client key", endpoint);
        byte[] key = "planted-signing-key-of-32-bytes!".getBytes(StandardCharsets.UTF_8);
        secrets.plant("given signing key", key);
        post(
                endpoint + "/signing-keys",
                Map.of("secret", "whsec_" + Base64.getEncoder().encodeToString(key)));
        Map<String, Object> database = new HashMap<>();
        database.put("password", plant("database password"));
        patch(path("databases"), database);
        giveKey("TLS client key at a database", path("databases"));
        answers.keep("POST", owner.post(path("databases") + "/test"));
    }

    private void giveKey(String name, String resource) {
        HeldCertificate certificate = new HeldCertificate.Builder().commonName("me").build();
        byte[] key = certificate.keyPair().getPrivate().getEncoded();
        // Where a line of its PEM ends.
        secrets.plant(name, Arrays.copyOfRange(key, 0, 48));
        secrets.plant("end of the " + name, Arrays.copyOfRange(key, 48, key.length));
        patch(
                resource,
                Map.of(
                        "tls",
                        Map.of(
                                "client_certificate", certificate.certificatePem(),
                                "client_key", certificate.privateKeyPkcs8Pem())));
    }

    /// Every way in which a body that holds a secret can be wrong, on every route that takes one.
    void giveWrongly(Client person) {
        String secret = json(Map.of("x", plant("wrong input")));
        String quoted = secret.substring("{\"x\":".length(), secret.length() - 1);
        List<String> bodies = new ArrayList<>(List.of(quoted, quoted.substring(1)));
        for (String field : FIELDS) {
            BROKEN.forEach(body -> bodies.add(body.formatted(field, quoted)));
            String url = quoted.replaceFirst("\"", "\"https://user:pass@a.io/?key=");
            bodies.add("{\"%s\":%s}".formatted(field, url));
            String endless = quoted.replaceFirst("\"$", "x".repeat(70_000) + "\"");
            bodies.add("{\"%s\":%s}".formatted(field, endless));
        }
        for (Route route : routes()) {
            if (route.isChange() && route.verb() != RequestMethod.DELETE) {
                for (String body : bodies) {
                    Client client = isHosts(route) ? host : isPersons(route) ? person : owner;
                    answers.keep("wrong " + route.text(), route.send(client, fill(route), body));
                }
            }
        }
    }

    private List<Route> routes() {
        return Routes.all(server).stream()
                .filter(route -> isHosts(route) || route.path().startsWith("/v1/"))
                .toList();
    }

    private static boolean isHosts(Route route) {
        return route.path().startsWith("/host/v1/");
    }

    private static boolean isPersons(Route route) {
        return route.path().startsWith("/v1/me");
    }

    private String fill(Route route) {
        return isHosts(route)
                ? route.path().replace("{id}", belongings.sink.account.account().toString())
                : belongings.fill(route.path());
    }

    /// Reads all that can be read, as the owner, a person, and the host.
    void readAll(Client person) {
        for (Route route : routes()) {
            if (!route.isChange()) {
                if (isHosts(route)) {
                    read(route, host);
                } else {
                    read(route, person);
                    if (!isPersons(route)) {
                        read(route, owner);
                    }
                }
            }
        }
    }

    private void read(Route route, Client client) {
        Client.Answer answer = answers.keep(route.text(), client.get(fill(route)));
        if (answer.status() != 200) {
            throw new AssertionError(route.text() + answer.text());
        }
    }
}
