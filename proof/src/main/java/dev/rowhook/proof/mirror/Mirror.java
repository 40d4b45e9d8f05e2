package dev.rowhook.proof.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// A receiver as its author would write it: it upserts on insert, update and read, deletes on
/// delete, forgets a table's rows on truncate, and refuses what is older than what it has of a row
/// or of a truncate. It also counts how often a backfill reads one row.
///
/// Thread-safe.
public final class Mirror {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Name, State> rows = new HashMap<>();
    private final Map<String, Sequence> truncated = new HashMap<>();
    private final Map<Reading, String> readings = new HashMap<>();
    private final Set<Name> moved = new HashSet<>();
    private long messages;
    private long reads;
    private long truncates;
    private long refused;
    private long repeatedReads;

    private record Name(String table, String key) {}

    /// A row of a table as it was read by a backfill.
    private record Reading(String backfill, Name row) {}

    /// @param sequence of the newest message about the row
    /// @param row empty once it is deleted
    private record State(Sequence sequence, Optional<Row> row) {}

    /// @param key as `record_pks` has it
    private record Row(String key, String version, String note, String big) {}

    private record Sequence(long run, long seq) {
        static Sequence parse(String text) {
            String[] parts = text.split("-", -1);
            return new Sequence(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        boolean isAfter(Sequence other) {
            return run != other.run ? run > other.run : seq > other.seq;
        }
    }

    /// Applies the body of a request, which is a batch.
    public synchronized void accept(byte[] body) {
        for (JsonNode message : JSON.readTree(body).path("data")) {
            messages++;
            apply(message);
        }
    }

    /// How many messages came, those included that came again.
    public synchronized long messages() {
        return messages;
    }

    public synchronized long reads() {
        return reads;
    }

    /// How many truncates were applied.
    public synchronized long truncates() {
        return truncates;
    }

    /// How many messages were older than what was known.
    public synchronized long refused() {
        return refused;
    }

    /// How many rows a backfill has read twice, as two messages, though they never moved: one that
    /// moved past the pages may be read where it was and where it is.
    public synchronized long repeatedReads() {
        return repeatedReads;
    }

    /// All rows of a table, by key.
    synchronized Map<String, String> contents(MirrorTable table) {
        Map<String, String> contents = new HashMap<>();
        rows.forEach((name, state) -> {
            if (name.table().equals(table.table()) && state.row().isPresent()) {
                Row row = state.row().get();
                contents.put(row.key(), "%s|%s|%s".formatted(row.version(), row.note(), row.big()));
            }
        });
        return contents;
    }

    private void apply(JsonNode message) {
        JsonNode metadata = message.path("metadata");
        Sequence sequence = Sequence.parse(metadata.path("sequence").stringValue());
        MirrorTable table = MirrorTable.named(metadata.path("table_name").stringValue());
        JsonNode record = message.path("record");
        Name name = name(table, record, JSON.createObjectNode());
        switch (message.path("action").stringValue()) {
            case "read" -> {
                countRead(metadata, name);
                upsert(name, name, sequence, message);
            }
            case "insert" -> upsert(name, name, sequence, message);
            case "update" -> {
                Name before = name(table, record, message.path("changes"));
                upsert(name, before, sequence, message);
                if (!before.equals(name)) {
                    moved.add(name);
                    put(before, new State(sequence, Optional.empty()));
                }
            }
            case "delete" -> put(name, new State(sequence, Optional.empty()));
            case "truncate" -> truncate(table.table(), sequence);
            default -> throw new IllegalStateException("unknown action");
        }
    }

    private void truncate(String table, Sequence sequence) {
        if (isOlderThan(truncated.get(table), sequence)) {
            refused++;
            return;
        }
        truncates++;
        truncated.put(table, sequence);
        rows.entrySet()
                .removeIf(row ->
                        row.getKey().table().equals(table)
                                && sequence.isAfter(row.getValue().sequence()));
    }

    private static boolean isOlderThan(@Nullable Sequence known, Sequence sequence) {
        return known != null && !sequence.isAfter(known);
    }

    /// What names a row: the values of its key, as they were before `changes`.
    private static Name name(MirrorTable table, JsonNode record, JsonNode changes) {
        StringJoiner values = new StringJoiner("|");
        for (String column : table.nameColumns()) {
            JsonNode value = changes.has(column) ? changes.path(column) : record.path(column);
            values.add(value.toString());
        }
        return new Name(table.table(), values.toString());
    }

    private void countRead(JsonNode metadata, Name name) {
        reads++;
        String backfill = metadata.path("backfill").path("id").stringValue();
        String id = metadata.path("webhook_id").stringValue();
        String before = readings.putIfAbsent(new Reading(backfill, name), id);
        if (before != null && !before.equals(id) && !moved.contains(name)) {
            repeatedReads++;
        }
    }

    /// What the record does not say is as it was.
    private void upsert(Name name, Name before, Sequence sequence, JsonNode message) {
        JsonNode record = message.path("record");
        String known =
                Optional.ofNullable(rows.get(before)).flatMap(State::row).map(Row::big).orElse("?");
        Row row =
                new Row(
                        key(message.path("metadata").path("record_pks")),
                        text(record.path("version")),
                        text(record.path("note")),
                        record.has("big") ? digest(record.path("big")) : known);
        put(name, new State(sequence, Optional.of(row)));
    }

    private void put(Name name, State state) {
        State before = rows.get(name);
        Sequence known = before == null ? truncated.get(name.table()) : before.sequence();
        if (isOlderThan(known, state.sequence())) {
            refused++;
            return;
        }
        rows.put(name, state);
    }

    private static String key(JsonNode texts) {
        List<String> parts = new ArrayList<>();
        texts.forEach(text -> parts.add(text.isNull() ? "~" : text.stringValue()));
        return String.join("|", parts);
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.asString();
    }

    private static String digest(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(value.stringValue().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
