package dev.rowhook.api.contract;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what a client of one description would miss under another one: operations, parameters,
/// fields and responses that are gone, requests that are no longer taken, and answers that are
/// something else. What is only added is none.
final class Breaks {
    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();
    private final Taken taken;
    private final Given given;

    private Breaks(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
        taken = new Taken(before, after);
        given = new Given(before, after);
    }

    static List<String> between(JsonNode before, JsonNode after) {
        Breaks breaks = new Breaks(before, after);
        breaks.compare("paths");
        breaks.compare("webhooks");
        return breaks.found;
    }

    private void compare(String kind) {
        before.path(kind)
                .forEachEntry((path, verbs) ->
                        verbs.forEachEntry((verb, operation) -> {
                            JsonNode now = after.path(kind).path(path).path(verb);
                            String where = verb + " " + path;
                            if (now.isMissingNode()) {
                                found.add(where + ": is gone");
                            } else if (kind.equals("webhooks")) {
                                compareSent(where, operation, now);
                            } else {
                                compare(where, operation, now);
                            }
                        }));
    }

    private void compare(String where, JsonNode was, JsonNode is) {
        is.path("x-permissions")
                .valueStream()
                .filter(permission ->
                        !was.path("x-permissions").valueStream().toList().contains(permission))
                .forEach(permission -> found.add("%s: takes %s too".formatted(where, permission)));
        compareParameters(where, was, is, taken);
        JsonNode body = Choices.resolve(before, was.path("requestBody"));
        JsonNode bodyNow = Choices.resolve(after, is.path("requestBody"));
        if (isRequired(bodyNow) && !isRequired(body)) {
            found.add(where + ": needs a body");
        }
        compareContents(where + " body", body, bodyNow, taken);
        was.path("responses")
                .forEachEntry((status, response) ->
                        compareResponse(
                                where + " " + status,
                                Choices.resolve(before, response),
                                Choices.resolve(after, is.path("responses").path(status))));
    }

    private void compareResponse(String where, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            found.add(where + ": is gone");
            return;
        }
        was.path("headers")
                .propertyNames()
                .forEach(header -> {
                    if (!is.path("headers").has(header)) {
                        found.add("%s: the header %s is gone".formatted(where, header));
                    }
                });
        compareContents(where, was, is, given);
    }

    /// Receivers get what we send as clients get answers.
    private void compareSent(String where, JsonNode was, JsonNode is) {
        compareParameters(where, was, is, given);
        compareContents(
                where,
                Choices.resolve(before, was.path("requestBody")),
                Choices.resolve(after, is.path("requestBody")),
                given);
    }

    private void compareContents(String where, JsonNode was, JsonNode is, Comparison comparison) {
        was.path("content")
                .forEachEntry((type, media) -> {
                    JsonNode now = is.path("content").path(type);
                    if (now.isMissingNode()) {
                        found.add("%s: %s is gone".formatted(where, type));
                    } else {
                        found.addAll(
                                comparison.compare(
                                        where, media.path("schema"), now.path("schema")));
                    }
                });
    }

    private void compareParameters(String where, JsonNode was, JsonNode is, Comparison comparison) {
        Map<String, JsonNode> known = parameters(before, was);
        Map<String, JsonNode> now = parameters(after, is);
        known.forEach((name, parameter) -> {
            String place = "%s, %s".formatted(where, name);
            @Nullable JsonNode same = now.get(name);
            found.addAll(
                    same == null
                            ? List.of(place + ": is gone")
                            : comparison.compare(
                                    place, parameter.path("schema"), same.path("schema")));
        });
        now.forEach((name, parameter) -> {
            boolean had = known.containsKey(name) && isRequired(known.get(name));
            if (comparison == taken && isRequired(parameter) && !had) {
                found.add("%s, %s: has to be there".formatted(where, name));
            }
        });
    }

    private static boolean isRequired(@Nullable JsonNode node) {
        return node != null && node.path("required").asBoolean(false);
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode parameter = Choices.resolve(document, reference);
            String in = parameter.path("in").asString("");
            // How a variable of a path is called is nothing that anybody sends.
            if (!in.equals("path")) {
                parameters.put(in + " " + parameter.path("name").asString(""), parameter);
            }
        }
        return parameters;
    }
}
