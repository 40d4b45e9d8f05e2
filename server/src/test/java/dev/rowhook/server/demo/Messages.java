package dev.rowhook.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/// Messages for tests.
final class Messages {
    static final Instant COMMITTED = Instant.parse("2026-03-01T12:00:00.000000Z");

    private Messages() {}

    static byte[] body(String action, long id, int version) {
        return """
        {"record":{"id":%2$d,"customer":"Ada","plan":"basic","status":"active","mrr":%3$d.50,"version":%3$d},
         "changes":%4$s,"action":"%1$s",
         "metadata":{"commit_timestamp":"%5$s","webhook_id":"%6$s"}}
        """
                .formatted(
                        action,
                        id,
                        version,
                        action.equals("update")
                                ? "{\"mrr\":1.00,\"version\":%d}".formatted(version - 1)
                                : "null",
                        COMMITTED,
                        webhookId(action, id, version))
                .getBytes(UTF_8);
    }

    static Message message(String action, long id, int version) {
        return Message.parse(body(action, id, version));
    }

    static String webhookId(String action, long id, int version) {
        return "msg_%d_%d_%s".formatted(id, version, action);
    }
}
