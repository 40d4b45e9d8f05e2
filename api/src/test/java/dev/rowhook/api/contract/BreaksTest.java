package dev.rowhook.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// What breaks clients of an earlier description, and what does not.
class BreaksTest {
    private static final Path RELEASED =
            Path.of("src/test/resources/dev/rowhook/api/contract/released.json");

    private static final String DOCUMENT =
            """
            {"paths": {"/things": {
               "get": {"x-permissions": ["things:read"],
                 "parameters": [
                   {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 200}},
                   {"name": "state", "in": "query", "schema": {"type": "string", "enum": ["on", "off"]}}],
                 "responses": {"200": {"headers": {"ETag": {}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                               "404": {}}},
               "post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewThing"}}}},
                 "responses": {"201": {}}}}},
             "components": {"schemas": {
               "Thing": {"type": "object", "required": ["id", "parent", "state", "size"], "properties": {
                  "id": {"type": "string"}, "state": {"type": "string", "enum": ["on", "off"]},
                  "size": {"type": ["integer", "null"]}, "at": {"type": "string", "format": "date-time"},
                  "parent": {"oneOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]}}},
               "NewThing": {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
                  "name": {"type": "string", "maxLength": 100, "minLength": 1},
                  "size": {"type": ["integer", "null"], "minimum": 1},
                  "mode": {"type": "string", "enum": ["a", "b"]},
                  "tags": {"type": "array", "maxItems": 10, "items": {"type": "string"}}}}}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "/things": {                | "/others": {                    | get /things: is gone
                    "post": {                   | "put": {                        | post /things: is gone
                    "404": {}                   | "403": {}                       | get /things 404: is gone
                    "ETag"                      | "Tag"                           | get /things 200: the header ETag is gone
                    ["things:read"]             | ["things:read", "more"]         | get /things: takes "more" too
                    "name": "limit"             | "name": "most"                  | get /things, query limit: is gone
                    "maximum": 200              | "maximum": 100                  | get /things, query limit: takes less, by maximum
                    "query", "schema": {"type": "integer"  | "query", "required": true, "schema": {"type": "integer" | get /things, query limit: has to be there
                    "schema": {"type": "string", "enum": ["on", "off"]}} | "schema": {"type": "string", "enum": ["on"]}} | get /things, query state: takes fewer values
                    {"requestBody": {           | {"requestBody": {"required": true, | post /things: needs a body
                    "tags": {                   | "labels": {                     | post /things body/tags: is gone
                    "required": ["name"]        | "required": ["name", "mode"]    | post /things body/mode: has to be there
                    "maxLength": 100            | "maxLength": 99                 | post /things body/name: takes less, by maxLength
                    "minLength": 1              | "minLength": 2                  | post /things body/name: takes less, by minLength
                    "maxLength": 100            | "maxLength": 100, "pattern": "x" | post /things body/name: takes less, by pattern
                    ["a", "b"]                  | ["a"]                           | post /things body/mode: takes fewer values
                    ["integer", "null"], "min   | "integer", "min                 | post /things body/size: null agrees with nothing
                    "items": {"type": "string"} | "items": {"type": "integer"}    | post /things body/tags/items: is of another type
                    "id": {"type": "string"},   |                                 | get /things 200/id: is gone
                    ["id", "parent",            | ["parent",                      | get /things 200/id: may be missing
                    "id": {"type": "string"}    | "id": {"type": "integer"}       | get /things 200/id: is of another type
                    "id": {"type": "string"}    | "id": {"type": ["string", "null"]} | get /things 200/id: null agrees with nothing
                    "format": "date-time"       | "format": "date"                | get /things 200/at: has another format
                    """)
    void whatClientsWouldMissIsABreak(String was, @Nullable String is, String told) {
        assertThat(Breaks.between(tree(DOCUMENT), tree(mutated(was, is)))).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "404": {}                   | "404": {}, "409": {}
                    "minimum": 1}               | "minimum": 0}
                    "maximum": 200              | "maximum": 300
                    "name": "limit"             | "name": "more", "in": "query"}, {"name": "limit"
                    ["a", "b"]                  | ["a", "b", "c"]
                    "size": {"type": ["integer", "null"], "min | "size": {"type": ["integer", "string", "null"], "min
                    "required": ["name"],       |
                    "mode": {                   | "more": {"type": "string"}, "mode": {
                    "id": {                     | "more": {"type": "string"}, "id": {
                    ["on", "off"]}              | ["on", "off", "odd"]}
                    ["integer", "null"]}, "at"  | "integer"}, "at"
                    "size"],                    | "size", "at"],
                    """)
    void whatIsOnlyAddedIsNone(String was, @Nullable String is) {
        assertThat(Breaks.between(tree(DOCUMENT), tree(mutated(was, is)))).isEmpty();
    }

    private static String mutated(String was, @Nullable String is) {
        assertThat(DOCUMENT).contains(was);
        return DOCUMENT.replace(was, Objects.requireNonNullElse(is, ""));
    }

    @Test
    void theSameIsNoBreak() {
        assertThat(Breaks.between(tree(DOCUMENT), tree(DOCUMENT))).isEmpty();
    }

    @Test
    void clientsOfTheLastReleaseAreUnderstood() throws IOException {
        JsonNode released = tree(Files.readString(RELEASED));
        assertThat(Breaks.between(released, Contract.shared().document()))
                .as(
                        "what breaks clients of %s; DEVELOPMENT.md says what to do if it has to",
                        RELEASED)
                .isEmpty();
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
