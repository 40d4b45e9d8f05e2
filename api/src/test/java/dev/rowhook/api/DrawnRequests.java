package dev.rowhook.api;

import dev.rowhook.api.contract.Contract;
import dev.rowhook.api.contract.Operation;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests to all operations of the description: mostly such as they take, with something about
/// them changed.
///
/// Not thread-safe.
final class DrawnRequests {
    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{([^}]*)}");
    private static final List<String> VERBS =
            List.of("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "FOO");
    private static final List<String> SEGMENTS =
            List.of(
                    "none",
                    "%00",
                    "%0d%0aX:1",
                    "%2e%2e%2f",
                    "..;",
                    "%ed%a0%80",
                    "%ff",
                    "%F0%9F%98%80",
                    "%E2%80%AE",
                    "%25",
                    "%2F",
                    "%5c",
                    "a;b=c",
                    "a%20b",
                    "+",
                    "'",
                    "*",
                    "null",
                    "-1",
                    "a".repeat(500),
                    "snk_7zzzzzzzzzzzzzzzzzzzzzzzzz",
                    "snk_8zzzzzzzzzzzzzzzzzzzzzzzzz",
                    "msg_00000000000000000000000000_1_1",
                    "msg_00000000000000000000000000_999999999_999999999999999999_r999999999");
    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "application/xml",
                    "application/json; charset=utf-16",
                    "application/json;charset=\"",
                    "application/merge-patch+json",
                    "multipart/form-data; boundary=",
                    "application/x-www-form-urlencoded",
                    "////");

    private final Random random;
    private final Contract contract = Contract.shared();
    private final List<Operation> operations = contract.operations();
    private final Belongings belongings;
    private final List<Client> machines;
    private final Client person;
    private final NastyValues nasty;
    private final DrawnValues values;
    private final DrawnBodies bodies;

    /// @param machines whose first one may do everything
    /// @param person who signed in
    DrawnRequests(Random random, Belongings belongings, List<Client> machines, Client person) {
        this.random = random;
        this.belongings = belongings;
        this.machines = List.copyOf(machines);
        this.person = person;
        this.nasty = new NastyValues(random);
        this.values = new DrawnValues(contract, random);
        this.bodies = new DrawnBodies(random, values, nasty, belongings);
    }

    HttpRequest next() {
        Operation operation = operation();
        Client client = client(operation);
        String path = path(operation);
        String verb = verb(operation, path);
        String query = verb.equals(operation.verb()) ? query(operation) : "";
        HttpRequest.Builder request = client.request(path + query).timeout(Duration.ofSeconds(10));
        headers(operation, request);
        return request.method(verb, body(operation, request)).build();
    }

    private String verb(Operation operation, String path) {
        String other = VERBS.get(random.nextInt(VERBS.size()));
        boolean ends = other.equals("DELETE") && contract.operation(other, path).isPresent();
        return random.nextInt(40) > 0 || ends ? operation.verb() : other;
    }

    /// What is slow on purpose is asked for seldom.
    private Operation operation() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        boolean slow = operation.path().equals("/v1/me/password");
        return slow && random.nextInt(10) > 0 ? operation() : operation;
    }

    private Client client(Operation operation) {
        if (random.nextInt(50) == 0) {
            return new Client(machines.getFirst().server(), random.nextBoolean() ? "" : "rhk_x");
        }
        if (operation.permissions().isEmpty()) {
            boolean signsOut = operation.text().equals("DELETE /v1/me/sessions");
            return signsOut ? new Client(person.server(), "") : person;
        }
        return machines.get(random.nextInt(12) == 0 ? random.nextInt(machines.size()) : 0);
    }

    /// Nothing that everything hangs on is ended: that has references to nothing only.
    private String path(Operation operation) {
        boolean ends =
                operation.verb().equals("DELETE")
                        || operation.path().endsWith("/remove")
                        || operation.path().endsWith("/rotate");
        Matcher matcher = VARIABLE.matcher(operation.path());
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            boolean last = operation.path().indexOf('{', matcher.end()) < 0;
            boolean wrong = random.nextInt(8) == 0 || (ends && last);
            matcher.appendReplacement(
                    path,
                    Matcher.quoteReplacement(
                            matcher.group(1) + "/" + segment(matcher.group(1), wrong)));
        }
        return matcher.appendTail(path).toString();
    }

    private String segment(String kind, boolean wrong) {
        if (wrong || kind.equals("sessions")) {
            List<String> others = belongings.references();
            return random.nextInt(3) == 0 && !wrong
                    ? others.get(random.nextInt(others.size()))
                    : SEGMENTS.get(random.nextInt(SEGMENTS.size()));
        }
        List<String> references = belongings.references(kind);
        return references.get(random.nextInt(references.size()));
    }

    private String query(Operation operation) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode reference : operation.node().path("parameters")) {
            JsonNode parameter = contract.resolve(reference);
            if (parameter.path("in").asString("").equals("query") && random.nextInt(3) == 0) {
                String name = parameter.get("name").stringValue();
                String value = values.draw(name, parameter.get("schema")).asString();
                parameters.add(name + "=" + encode(random.nextInt(3) == 0 ? nasty.text() : value));
                if (random.nextInt(20) == 0) {
                    parameters.add(name + "=" + encode(value));
                }
            }
        }
        // Where no query is read, it may hold anything.
        if (!parameters.isEmpty() && random.nextInt(10) == 0) {
            parameters.add(random.nextBoolean() ? "nobody=knows" : "%00=%ff");
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    /// A head that is too long is another test's.
    private static String encode(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return encoded.length() > 3_000 ? "long" : encoded;
    }

    private void headers(Operation operation, HttpRequest.Builder request) {
        if (random.nextInt(10) == 0) {
            request.header(
                    "Idempotency-Key",
                    switch (random.nextInt(12)) {
                        case 0 -> "k".repeat(256);
                        case 1 -> "two words";
                        case 2 -> "é";
                        default -> "key-" + random.nextInt(20);
                    });
        }
        if (random.nextInt(20) == 0) {
            request.header(
                    random.nextBoolean() ? "If-Match" : "If-None-Match",
                    List.of("*", "\"0\"", "W/\"1\"", "\"", "1, 2").get(random.nextInt(5)));
        } else if (has(operation, "If-Match") && random.nextInt(20) > 0) {
            request.header("If-Match", "*");
        }
        if (random.nextInt(40) == 0) {
            request.header("Accept", List.of("*/*;q=nan", "text/html", ",").get(random.nextInt(3)));
        }
        if (random.nextInt(60) == 0) {
            request.header("Rowhook-Account", nasty.text().matches("[!-~]+") ? "x" : "acc_1");
        }
    }

    private boolean has(Operation operation, String parameter) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .map(contract::resolve)
                .anyMatch(one -> one.path("name").asString("").equals(parameter));
    }

    private BodyPublisher body(Operation operation, HttpRequest.Builder request) {
        JsonNode content = operation.node().path("requestBody").path("content");
        if (content.isEmpty()) {
            return random.nextInt(10) == 0
                    ? BodyPublishers.ofString("{\"a\":1}")
                    : BodyPublishers.noBody();
        }
        List<String> types = List.copyOf(content.propertyNames());
        String type = types.get(random.nextInt(types.size()));
        request.header(
                "Content-Type",
                random.nextInt(30) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : type);
        return BodyPublishers.ofByteArray(bodies.draw(operation, content.get(type).get("schema")));
    }

    /// Where what a request made is deleted; nowhere if it is not.
    static URI deletion(URI made, String id) {
        String path = made.getPath();
        String kind = path.substring(path.lastIndexOf('/') + 1);
        boolean nested = kind.equals("signing-keys");
        return made.resolve(nested ? path + "/" + id : "/v1/" + kind + "/" + id);
    }
}
