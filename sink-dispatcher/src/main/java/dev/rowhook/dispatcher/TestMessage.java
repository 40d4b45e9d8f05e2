package dev.rowhook.dispatcher;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A message that stands for no row, in the form of those that do.
///
/// @param id its `webhook-id`
record TestMessage(String id, Instant at) {
    private static final String TEXT = "This is a test message of Rowhook. It stands for no row.";

    static TestMessage at(Instant now) {
        return new TestMessage(newId(), now);
    }

    /// The id of a message that is sent once, and is no other one's.
    static String newId() {
        return "msg_test_" + UUID.randomUUID().toString().replace("-", "");
    }

    String json() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("table_schema", "rowhook");
        metadata.put("table_name", "test");
        metadata.put("commit_timestamp", at.toString());
        metadata.put("webhook_id", id);
        metadata.put("test", true);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("record", Collections.singletonMap("message", TEXT));
        message.put("changes", null);
        message.put("action", "insert");
        message.put("metadata", metadata);
        return JsonMapper.shared().writeValueAsString(message);
    }
}
