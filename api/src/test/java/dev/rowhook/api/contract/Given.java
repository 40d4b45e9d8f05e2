package dev.rowhook.api.contract;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// What comes out: whoever understood it has to understand it still. New fields and new values of
/// an enumeration are what clients are to be ready for.
final class Given extends Comparison {

    Given(JsonNode before, JsonNode after) {
        super(before, after);
    }

    @Override
    List<JsonNode> needed(List<JsonNode> was, List<JsonNode> is) {
        return is;
    }

    @Override
    List<JsonNode> others(List<JsonNode> was, List<JsonNode> is) {
        return was;
    }

    @Override
    List<String> compareEither(String where, JsonNode needed, JsonNode other) {
        return compareNamed(where, other, needed);
    }

    @Override
    List<String> compareOne(String where, JsonNode was, JsonNode is) {
        List<String> found = new ArrayList<>();
        if (!type(was).isEmpty()
                && !type(is).equals(type(was))
                && !(type(was).equals("number") && type(is).equals("integer"))) {
            return List.of(where + ": is of another type");
        }
        if (was.has("format") && !was.path("format").equals(is.path("format"))) {
            found.add(where + ": has another format");
        }
        if (was.has("const") && !was.path("const").equals(is.path("const"))) {
            found.add(where + ": is another constant");
        }
        texts(was.path("required")).stream()
                .filter(name -> is.path("properties").has(name))
                .filter(name -> !texts(is.path("required")).contains(name))
                .forEach(name -> found.add("%s/%s: may be missing".formatted(where, name)));
        found.addAll(compareInner(where, was, is));
        return found;
    }
}
