package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The description of the API, as its parts say it.
///
/// Thread-safe.
public final class Contract {
    private static final Contract SHARED = new Contract(Parts.read());

    private final Parts parts;
    private final ObjectNode document;
    private final List<Operation> operations;
    private final Set<String> commonProblems;
    private final Schemas schemas;

    private Contract(Parts parts) {
        this.parts = parts;
        this.document = parts.document();
        operations = operations("paths");
        // A path that is written out goes before one with a variable.
        operations.sort(
                Comparator.comparingLong(operation ->
                        operation.path().chars().filter(character -> character == '{').count()));
        commonProblems =
                document.required("x-common-problems")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .collect(Collectors.toSet());
        schemas = new Schemas(document);
    }

    private List<Operation> operations(String kind) {
        List<Operation> found = new ArrayList<>();
        document.required(kind)
                .forEachEntry((path, verbs) ->
                        verbs.forEachEntry((verb, node) ->
                                found.add(
                                        new Operation(
                                                verb.toUpperCase(Locale.ROOT),
                                                path,
                                                "/%s/%s/%s".formatted(kind, escape(path), verb),
                                                node))));
        return found;
    }

    private static String escape(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    /// The one that all tests look at.
    public static Contract shared() {
        return SHARED;
    }

    /// The whole document.
    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /// What Rowhook sends itself.
    List<Operation> webhooks() {
        return operations("webhooks");
    }

    /// The operation at a path that has values in the place of its variables.
    public Optional<Operation> operation(String verb, String path) {
        List<String> segments = Operation.segments(path);
        return operations.stream()
                .filter(operation -> operation.verb().equals(verb))
                .filter(operation -> operation.isAt(segments))
                .findFirst();
    }

    /// The file that describes a path, or is to.
    public String fileOf(String path) {
        return parts.fileOf(path);
    }

    /// What a reference leads to, or what is no reference.
    public JsonNode resolve(JsonNode node) {
        JsonNode resolved = node;
        while (resolved.has("$ref")) {
            resolved = at(pointer(resolved));
        }
        return resolved;
    }

    /// What stands at a JSON pointer.
    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /// Where what stands at a JSON pointer is, once references are followed.
    String locate(String pointer) {
        JsonNode node = at(pointer);
        return node.has("$ref") ? locate(pointer(node)) : pointer;
    }

    private static String pointer(JsonNode reference) {
        return reference.get("$ref").stringValue().substring(1);
    }

    /// The pointer of the schema of a parameter of the query.
    Optional<String> parameter(Operation operation, String name) {
        String parameters = operation.pointer() + "/parameters";
        return IntStream.range(0, at(parameters).size())
                .mapToObj(i -> locate(parameters + "/" + i))
                .filter(pointer -> at(pointer).path("in").asString("").equals("query"))
                .filter(pointer -> at(pointer).path("name").asString("").equals(name))
                .map(pointer -> pointer + "/schema")
                .findFirst();
    }

    Set<String> commonProblems() {
        return commonProblems;
    }

    Schemas schemas() {
        return schemas;
    }

    /// What is wrong with a value by one of the shared schemas.
    public List<String> errors(String schema, JsonNode value) {
        return schemas.errors("/components/schemas/" + schema, value);
    }

    /// Looks whether an answer, and its request if it was taken, are as described.
    ///
    /// @throws AssertionError if they are not
    public void check(HttpRequest request, HttpResponse<String> response) {
        String path = request.uri().getRawPath();
        if (path.startsWith("/v1/")) {
            operation(request.method(), path)
                    .ifPresent(
                            operation -> new Exchange(this, operation, request, response).check());
        }
    }
}
