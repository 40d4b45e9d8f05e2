package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the frame of the description adds to operations of each group, where they do not say
/// something else themselves.
///
/// @param document in which shared parameters are
record Applied(JsonNode groups, JsonNode document) {

    void to(String verb, ObjectNode operation) {
        for (String group : groupsOf(verb, operation)) {
            JsonNode added = groups.required(group);
            addParameters(operation, added.path("parameters"));
            ObjectNode responses = operation.withObjectProperty("responses");
            added.path("responses").forEachEntry(responses::putIfAbsent);
            if (responses.get("200") instanceof ObjectNode own && !own.has("$ref")) {
                ObjectNode content = own.withObjectProperty("content");
                added.path("content").forEachEntry(content::putIfAbsent);
            }
            responses.forEachEntry((status, response) -> {
                if (status.startsWith("2") && !response.has("$ref")) {
                    ObjectNode headers = response.asObject().withObjectProperty("headers");
                    added.path("headers").forEachEntry(headers::putIfAbsent);
                    if (headers.isEmpty()) {
                        response.asObject().remove("headers");
                    }
                }
            });
        }
    }

    private List<String> groupsOf(String verb, ObjectNode operation) {
        List<String> groups = new ArrayList<>(List.of("every"));
        boolean open = operation.has("security") && operation.get("security").isEmpty();
        if (!open) {
            groups.add("signed");
        }
        if (!operation.path("x-permissions").isEmpty()) {
            groups.add("account");
            if (verb.equals("post") || verb.equals("patch")) {
                groups.add(verb.toUpperCase(Locale.ROOT));
            }
            if (!verb.equals("get") && !isImmediate(operation)) {
                groups.add("change");
            }
        }
        if (operation.has("requestBody")) {
            groups.addAll(List.of("fields", "body"));
        } else if (hasQuery(operation)) {
            groups.add("fields");
        }
        return groups;
    }

    /// What nothing undoes cannot be asked what it would do.
    private static boolean isImmediate(ObjectNode operation) {
        return operation
                .path("x-problems")
                .valueStream()
                .anyMatch(code -> code.stringValue().equals("no_dry_run"));
    }

    private boolean hasQuery(ObjectNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter ->
                        parameter.has("$ref")
                                ? document.at(parameter.get("$ref").stringValue().substring(1))
                                : parameter)
                .anyMatch(parameter -> parameter.path("in").asString("").equals("query"));
    }

    private static void addParameters(ObjectNode operation, JsonNode added) {
        if (added.isMissingNode()) {
            return;
        }
        ArrayNode parameters = operation.withArrayProperty("parameters");
        List<JsonNode> there = parameters.valueStream().toList();
        added.valueStream()
                .filter(parameter -> !there.contains(parameter))
                .forEach(parameters::add);
    }
}
