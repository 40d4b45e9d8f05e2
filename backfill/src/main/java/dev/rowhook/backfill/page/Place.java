package dev.rowhook.backfill.page;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/// Where the next page of a table begins. Immutable.
public sealed interface Place {
    /// Behind a row in the order of these columns.
    ///
    /// @param after the texts of its values; none at the start of the rows that `nulls` means
    /// @param nulls whether it is among the rows without a value of the first column, which come
    ///   last in the order of the others
    record Keyset(List<String> columns, List<String> after, boolean nulls) implements Place {
        public Keyset {
            columns = List.copyOf(columns);
            after = List.copyOf(after);
        }
    }

    /// Behind a row in the order of storage.
    ///
    /// @param leaf oid of the table, or of the partition
    /// @param file of the leaf: another one holds its rows in another order
    /// @param after a `ctid`
    record Storage(long leaf, long file, String after) implements Place {

        /// The block that is read next, or that is partly read.
        long block() {
            return Long.parseLong(after.substring(1, after.indexOf(',')));
        }

        Storage at(long block) {
            return new Storage(leaf, file, "(%d,0)".formatted(block));
        }
    }

    /// Behind all rows: what is left are those that moved past the pages.
    record Behind() implements Place {}

    /// As it is stored.
    default ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (this) {
            case Keyset(List<String> columns, List<String> after, boolean nulls) -> {
                columns.forEach(json.putArray("columns")::add);
                after.forEach(json.putArray("after")::add);
                json.put("nulls", nulls);
            }
            case Storage(long leaf, long file, String after) ->
                    json.put("leaf", leaf).put("file", file).put("after", after);
            case Behind _ -> json.put("behind", true);
        }
        return json;
    }

    /// What [#json] has written.
    static Place of(JsonNode node) {
        if (node.has("behind")) {
            return new Behind();
        }
        return node.has("leaf")
                ? new Storage(
                        node.get("leaf").asLong(),
                        node.get("file").asLong(),
                        node.get("after").asString())
                : new Keyset(
                        texts((ArrayNode) node.get("columns")),
                        texts((ArrayNode) node.get("after")),
                        node.get("nulls").asBoolean());
    }

    private static List<String> texts(ArrayNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
