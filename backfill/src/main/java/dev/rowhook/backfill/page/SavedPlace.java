package dev.rowhook.backfill.page;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/// How far a table is, as it is stored.
///
/// @param place where the next page begins
/// @param start the position from which rows are read, as it was when they began to be
/// @param end the position up to which rows are read, as it was then
public record SavedPlace(Place place, Optional<String> start, Optional<String> end) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// A place in a slice.
    public static SavedPlace in(Slice slice, Place place) {
        return new SavedPlace(place, slice.start(), slice.end());
    }

    public String json() {
        ObjectNode json = place.json();
        start.ifPresent(text -> json.put("start", text));
        end.ifPresent(text -> json.put("end", text));
        return JSON.writeValueAsString(json);
    }

    /// What [#json] has written.
    public static SavedPlace of(String text) {
        JsonNode json = JSON.readTree(text);
        return new SavedPlace(Place.of(json), text(json, "start"), text(json, "end"));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.get(name).asString()) : Optional.empty();
    }
}
