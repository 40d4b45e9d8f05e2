package dev.rowhook.benchmarks.alone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A request such as Rowhook sends, of which only the ids of the rows change. Not thread-safe.
final class PreparedRequest {
    /// Ids begin here, so that they all have as many digits.
    static final long FIRST_ID = 1_000_000_000L;

    private final byte[] bytes;
    private final List<Integer> ids = new ArrayList<>();

    /// @param batch messages in it; more than one make a batch
    PreparedRequest(int batch, int rowBytes) {
        String message = message("x".repeat(rowBytes - 8));
        String body =
                batch == 1
                        ? message
                        : "{\"data\":[" + (message + ",").repeat(batch - 1) + message + "]}";
        String request = head(body.length()) + body;
        bytes = request.getBytes(US_ASCII);
        String before = "\"record\":{\"id\":";
        for (int at = request.indexOf(before); at >= 0; at = request.indexOf(before, at + 1)) {
            ids.add(at + before.length());
        }
    }

    private static String message(String payload) {
        return """
        {"record":{"id":%d,"payload":"%s"},"changes":null,"action":"insert",\
        "metadata":{"table_schema":"public","table_name":"benchmark_rows",\
        "commit_timestamp":"2026-01-01T00:00:00.000000Z","commit_lsn":123456789,"commit_idx":1,\
        "idempotency_key":"MTIzNDU2Nzg5OjE=","record_pks":["%d"],"database_name":"tenant0",\
        "transaction_annotations":null,"database":{"id":"db_0123456789abcdefghjkmnpqrs",\
        "name":"tenant0","database":"tenant0","hostname":"127.0.0.1","annotations":{}},\
        "consumer":{"id":"snk_0123456789abcdefghjkmnpqrs","name":"tenant0-0","annotations":{}},\
        "webhook_id":"msg_0123456789abcdefghjkmnpqrs_1_12345678","sequence":"0-12345678"}}\
        """
                .formatted(FIRST_ID, payload, FIRST_ID);
    }

    private static String head(int bodyLength) {
        return """
        POST /0 HTTP/1.1
        accept-encoding: identity
        user-agent: Rowhook/0.1.0-SNAPSHOT
        webhook-id: msg_0123456789abcdefghjkmnpqrs_1_12345678
        webhook-timestamp: 1767225600
        rowhook-sequence: 0-12345678
        Content-Type: application/json
        Content-Length: %d
        Host: 127.0.0.1:12345
        Connection: Keep-Alive

        """
                .formatted(bodyLength)
                .replace("\n", "\r\n");
    }

    /// A request whose rows have the ids from this one on.
    ByteBuffer with(long firstId) {
        byte[] copy = bytes.clone();
        long id = firstId;
        for (int at : ids) {
            long rest = id;
            for (int digit = at + 9; digit >= at; digit--) {
                copy[digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            id++;
        }
        return ByteBuffer.wrap(copy);
    }
}
