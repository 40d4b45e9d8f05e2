package dev.rowhook.proof.ledger;

import dev.rowhook.proof.ledger.Message.Defect;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;

/// Reads one message. Not thread-safe.
final class MessageReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BITS_OF_A_PLACE = 48;

    private @Nullable Row row;
    private @Nullable Action action;
    private @Nullable LedgerTable table;
    private @Nullable String webhookId;
    private @Nullable String sequence;
    private @Nullable String firstKey;
    private List<String> unchangedColumns = List.of();
    private int oldVersion;
    private long commitLsn = -1;
    private int commitIndex = -1;

    private MessageReader() {}

    /// Reads the body of a request: a message, or `{"data": [message, …]}`.
    ///
    /// @throws IllegalArgumentException if a message is not of the form that is promised
    /// @throws tools.jackson.core.JacksonException if it is no JSON
    static List<Message> readAll(byte[] body) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "an object");
            String name = json.nextName();
            List<Message> messages =
                    "data".equals(name)
                            ? batch(json)
                            : List.of(new MessageReader().read(name, json));
            expect(json.nextToken() == null, "the end");
            return messages;
        }
    }

    private static List<Message> batch(JsonParser json) {
        expect(json.nextToken() == JsonToken.START_ARRAY, "an array");
        List<Message> messages = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken() == JsonToken.START_OBJECT, "a message");
            messages.add(new MessageReader().read(json.nextName(), json));
        }
        expect(json.nextToken() == JsonToken.END_OBJECT, "the end of the batch");
        return messages;
    }

    private Message read(@Nullable String firstName, JsonParser json) {
        for (String name = firstName; name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "record" -> row = RowReader.read(json);
                case "changes" -> oldVersion = versionIn(json);
                case "action" -> action = Action.named(json.getString()).orElse(null);
                case "metadata" -> metadata(json);
                default -> json.skipChildren();
            }
        }
        return message();
    }

    private static int versionIn(JsonParser json) {
        int version = 0;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (name.equals("version")) {
                    version = json.getIntValue();
                }
                json.skipChildren();
            }
        }
        return version;
    }

    private void metadata(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_OBJECT, "metadata");
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            switch (name) {
                case "table_name" -> table = LedgerTable.named(json.getString()).orElse(null);
                case "commit_lsn" -> commitLsn = json.getLongValue();
                case "commit_idx" -> commitIndex = json.getIntValue();
                case "record_pks" -> firstKey = texts(json).stream().findFirst().orElse(null);
                case "webhook_id" -> webhookId = json.getString();
                case "sequence" -> sequence = json.getString();
                case "unchanged_columns" -> unchangedColumns = texts(json);
                default -> json.skipChildren();
            }
        }
    }

    private static List<String> texts(JsonParser json) {
        expect(json.currentToken() == JsonToken.START_ARRAY, "an array");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getString());
        }
        return texts;
    }

    private Message message() {
        Row read = present(row, "record");
        LedgerTable of = present(table, "table_name");
        Action what = present(action, "action");
        expect(commitLsn >= 0 && commitIndex >= 0, "commit_lsn and commit_idx");
        boolean bodyLeftOut = unchangedColumns.equals(List.of("body"));
        expect(bodyLeftOut || unchangedColumns.isEmpty(), "body as the only unchanged column");
        boolean keyOnly = what == Action.DELETE && of.deletesKeysOnce() && !read.named();
        expect(keyOnly || read.named(), "a uid");
        return new Message(
                of,
                what,
                read,
                keyOnly ? Long.parseLong(present(firstKey, "record_pks")) : 0,
                keyOnly ? Defect.NONE : defect(of, what, read, bodyLeftOut),
                bodyLeftOut,
                commitLsn,
                commitIndex,
                sequenceNumber(present(sequence, "sequence")),
                Digest.of(present(webhookId, "webhook_id")));
    }

    private Defect defect(LedgerTable of, Action what, Row read, boolean bodyLeftOut) {
        if (!read.sealed()) {
            return Defect.SEAL;
        }
        if (of.tellsOldRows() && what == Action.UPDATE && oldVersion != read.version() - 1) {
            return Defect.OLD_VERSION;
        }
        boolean mayLeaveOut = what == Action.UPDATE && !of.tellsOldRows();
        boolean bodyMissing = of.hasBody() && read.body() == 0;
        boolean fine = bodyLeftOut ? bodyMissing && mayLeaveOut : !bodyMissing;
        return fine ? Defect.NONE : Defect.BODY;
    }

    /// `<run>-<place>`
    private static long sequenceNumber(String text) {
        int dash = text.indexOf('-');
        expect(dash > 0, "a sequence");
        long run = Long.parseLong(text, 0, dash, 10);
        return (run << BITS_OF_A_PLACE) + Long.parseLong(text, dash + 1, text.length(), 10);
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("a message without " + what);
        }
        return value;
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new IllegalArgumentException("no message: %s is missing".formatted(what));
        }
    }
}
