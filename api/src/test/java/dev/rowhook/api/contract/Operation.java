package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An operation as the description has it.
///
/// @param verb in capitals
/// @param path with its variables in braces
/// @param pointer where it stands in the document, as a JSON pointer
public record Operation(String verb, String path, String pointer, JsonNode node) {

    /// How people write it.
    public String text() {
        return verb + " " + path;
    }

    /// The codes of the permissions that it takes.
    public Set<String> permissions() {
        return texts("x-permissions");
    }

    /// The codes of problems that it answers and not every other one does.
    Set<String> problems() {
        return texts("x-problems");
    }

    private Set<String> texts(String name) {
        return node.path(name).valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
    }

    /// What stands between the slashes of a path.
    static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    boolean isAt(List<String> segments) {
        List<String> own = segments(path);
        return own.size() == segments.size()
                && IntStream.range(0, own.size())
                        .allMatch(i ->
                                own.get(i).startsWith("{") || own.get(i).equals(segments.get(i)));
    }
}
