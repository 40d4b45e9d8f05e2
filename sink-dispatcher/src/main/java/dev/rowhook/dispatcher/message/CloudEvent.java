package dev.rowhook.dispatcher.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.RowChange;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Describes a message as a CloudEvent (version 1.0).
final class CloudEvent {
    private static final String TYPE = "dev.rowhook.change.";
    private static final byte[] DATA =
            ",\"datacontenttype\":\"application/json\",\"data\":".getBytes(UTF_8);

    private CloudEvent() {}

    /// Its attributes, those that JSON and headers write in ways of their own left out. `sequence`
    /// and `partitionkey` are extensions; the latter and `subject` name the row and are left out
    /// where nothing does.
    static Map<String, String> attributes(
            MessageIds ids, LoggedChange change, RowChange row, MessageLayout layout) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", ids.webhookId(change));
        attributes.put("source", layout.event().uri());
        attributes.put("type", TYPE + row.action().name().toLowerCase(Locale.ROOT));
        attributes.put("time", time(change));
        attributes.put("sequence", ids.sortableSequence(change));
        String key = row.action().isOfRow() ? layout.row().key(row) : "";
        if (!key.isEmpty()) {
            attributes.put("subject", key);
            attributes.put("partitionkey", key);
        }
        return attributes;
    }

    /// Begins an event in JSON: its data follows, and a brace.
    static void open(Map<String, String> attributes, JsonBuffer out) {
        byte separator = '{';
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            out.append(separator);
            out.append(JsonStrings.of(attribute.getKey()));
            out.append((byte) ':');
            out.append(JsonStrings.of(attribute.getValue()));
            separator = ',';
        }
        out.append(DATA);
    }

    private static String time(LoggedChange change) {
        JsonBuffer quoted = new JsonBuffer();
        CommitTime.append(change.committedAt(), quoted);
        return new String(quoted.array(), 1, quoted.length() - 2, UTF_8);
    }
}
