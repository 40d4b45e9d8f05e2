package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request and its answer, beside what the description says of them.
final class Exchange {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "application/problem+json";

    private final Contract contract;
    private final Operation operation;
    private final HttpRequest request;
    private final HttpResponse<String> response;
    private final List<String> wrong = new ArrayList<>();

    Exchange(
            Contract contract,
            Operation operation,
            HttpRequest request,
            HttpResponse<String> response) {
        this.contract = contract;
        this.operation = operation;
        this.request = request;
        this.response = response;
    }

    void check() {
        String status = Integer.toString(response.statusCode());
        String pointer = operation.pointer() + "/responses/" + status;
        if (contract.at(pointer).isMissingNode()) {
            wrong.add("no response " + status + " is described");
        } else {
            checkAnswer(contract.locate(pointer));
        }
        if (response.statusCode() / 100 == 2) {
            body().ifPresent(this::checkBody);
            Query.of(request.uri()).forEach(this::checkParameter);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    "%s answered %s, which %s does not describe so:%n  %s%nto %s%nwith %s"
                            .formatted(
                                    operation.text(),
                                    status,
                                    contract.fileOf(operation.path()),
                                    String.join("\n  ", wrong),
                                    body().orElse(""),
                                    response.body()));
        }
    }

    private void checkAnswer(String pointer) {
        JsonNode content = contract.at(pointer).path("content");
        if (content.isEmpty()) {
            if (!response.body().isEmpty()) {
                wrong.add("no content is described");
            }
            return;
        }
        String type = type(response.headers().firstValue("Content-Type"));
        if (!content.has(type)) {
            wrong.add("the media type '%s' is none of %s".formatted(type, content.propertyNames()));
            return;
        }
        if (!type.endsWith("json")) {
            return;
        }
        JsonNode json = JSON.readTree(response.body());
        checkSchema("answer", schemaOf(pointer, type), json);
        String code = json.path("code").asString("");
        if (type.equals(PROBLEM)
                && !operation.problems().contains(code)
                && !contract.commonProblems().contains(code)) {
            wrong.add("the problem " + code + " is not among x-problems");
        }
    }

    private void checkBody(String text) {
        JsonNode content = operation.node().path("requestBody").path("content");
        String type = type(request.headers().firstValue("Content-Type"));
        if (content.isEmpty()) {
            // What nobody reads may be anything.
            return;
        }
        if (!content.has(type)) {
            wrong.add("a body of '%s' was taken, not %s".formatted(type, content.propertyNames()));
            return;
        }
        JsonNode json = JSON.readTree(text);
        checkSchema(
                "request",
                schemaOf(operation.pointer() + "/requestBody", type),
                request.method().equals("PATCH") ? json : withoutNulls(json));
    }

    /// A field that is null counts as absent, unless its schema says more of null.
    private static JsonNode withoutNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeNulls();
        }
        if (json instanceof ObjectNode || json instanceof ArrayNode) {
            json.forEach(Exchange::withoutNulls);
        }
        return json;
    }

    private void checkParameter(String name, String value) {
        Optional<String> schema = contract.parameter(operation, name);
        if (schema.isEmpty()) {
            wrong.add("the parameter %s was taken".formatted(name));
        } else {
            JsonNode text = JSON.getNodeFactory().stringNode(value);
            JsonNode read = isText(contract.at(schema.get())) ? text : JSON.readTree(value);
            checkSchema("parameter " + name, schema.get(), read);
        }
    }

    private boolean isText(JsonNode schema) {
        String type = contract.resolve(schema).path("type").asString("string");
        return type.equals("string");
    }

    private String schemaOf(String pointer, String type) {
        return pointer + "/content/" + type.replace("/", "~1") + "/schema";
    }

    private void checkSchema(String what, String pointer, JsonNode value) {
        contract.schemas().errors(pointer, value).forEach(error -> wrong.add(what + " " + error));
    }

    private Optional<String> body() {
        return request.bodyPublisher()
                .filter(publisher -> publisher.contentLength() != 0)
                .map(publisher -> {
                    var subscriber = HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
                    publisher.subscribe(new BodyOf(subscriber));
                    return subscriber.getBody().toCompletableFuture().join();
                });
    }

    private static String type(Optional<String> header) {
        return header.orElse("").replaceFirst(";.*", "").strip();
    }
}
