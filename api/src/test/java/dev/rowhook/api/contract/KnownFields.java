package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The fields that the description has for a request, and bodies that make the API tell which ones
/// it knows: each holds [#UNKNOWN], whose error names all that are known beside it.
public final class KnownFields {
    /// A field that nothing has, and nothing is near to.
    public static final String UNKNOWN = "zzzz";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Contract contract;
    private final Map<String, Place> places = new LinkedHashMap<>();

    private KnownFields(Contract contract) {
        this.contract = contract;
    }

    /// An object within a request.
    ///
    /// @param pointer to it, as a JSON pointer
    /// @param names of its fields
    /// @param bodies that ask for them; all that any of them leads to are meant
    public record Place(String pointer, Set<String> names, List<String> bodies) {}

    /// The parameters of the query.
    public static Set<String> ofQuery(Contract contract, Operation operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            JsonNode resolved = contract.resolve(parameter);
            if (resolved.path("in").asString("").equals("query")) {
                names.add(resolved.required("name").stringValue());
            }
        }
        return names;
    }

    /// The objects of the body; one without fields if there is none.
    public static List<Place> ofBody(Contract contract, Operation operation) {
        KnownFields fields = new KnownFields(contract);
        fields.places.put("", new Place("", new TreeSet<>(), new ArrayList<>()));
        operation
                .node()
                .path("requestBody")
                .path("content")
                .forEach(media -> fields.visit(List.of(), media.required("schema")));
        fields.ask(List.of(), JSON.objectNode());
        return List.copyOf(fields.places.values());
    }

    /// An object may be one of several, of which each has fields of its own.
    private void visit(List<String> path, JsonNode schema) {
        JsonNode resolved = contract.resolve(schema);
        Stream.of("oneOf", "anyOf")
                .flatMap(choice -> resolved.path(choice).valueStream())
                .forEach(choice -> visit(path, choice));
        JsonNode properties = resolved.path("properties");
        if (properties.isEmpty()) {
            return;
        }
        ask(path, JSON.objectNode());
        ObjectNode constants = JSON.objectNode();
        properties.forEachEntry((name, property) -> {
            JsonNode value = contract.resolve(property);
            placeAt(path).names().add(name);
            if (value.has("const")) {
                constants.set(name, value.get("const"));
            }
            if (name.equals("type")) {
                value.path("enum").forEach(type -> ask(path, JSON.objectNode().set(name, type)));
            }
            visit(Stream.concat(path.stream(), Stream.of(name)).toList(), value);
        });
        ask(path, constants);
    }

    private Place placeAt(List<String> path) {
        String pointer = String.join("", path.stream().map(name -> "/" + name).toList());
        return places.computeIfAbsent(
                pointer, at -> new Place(at, new TreeSet<>(), new ArrayList<>()));
    }

    private void ask(List<String> path, ObjectNode fields) {
        JsonNode body = fields.deepCopy().put(UNKNOWN, 1);
        for (String name : path.reversed()) {
            body = JSON.objectNode().set(name, body);
        }
        List<String> bodies = placeAt(path).bodies();
        if (!bodies.contains(body.toString())) {
            bodies.add(body.toString());
        }
    }
}
