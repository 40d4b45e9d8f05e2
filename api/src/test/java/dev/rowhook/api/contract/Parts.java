package dev.rowhook.api.contract;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The parts of the description, files of YAML, and the one document that they make: `root.yaml`,
/// with the `paths`, `webhooks` and `components` of all others.
final class Parts {
    private static final Path FOLDER = Path.of("src/main/openapi");
    private static final String ROOT = "root.yaml";
    private static final String APPLIED = "x-applied";

    private final ObjectNode document = tree(FOLDER.resolve(ROOT));
    private final Map<String, String> files = new HashMap<>();

    private Parts() {}

    /// @throws IllegalStateException if they do not fit together
    static Parts read() {
        Parts parts = new Parts();
        for (Path file : parts.others()) {
            parts.add(file);
        }
        parts.finish();
        return parts;
    }

    /// A name that stands twice is an error.
    private static ObjectNode tree(Path file) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
            Object yaml = new Load(settings).loadFromString(Files.readString(file));
            return JsonMapper.shared().<JsonNode>valueToTree(yaml).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> others() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith(ROOT)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path file) {
        ObjectNode part = tree(file);
        part.forEachEntry((name, members) -> {
            if (name.equals("paths") || name.equals("webhooks")) {
                add(file, List.of(name), members);
            } else if (name.equals("components")) {
                members.forEachEntry((kind, named) -> add(file, List.of(name, kind), named));
            } else {
                throw new IllegalStateException(
                        "%s: a part has paths, webhooks and components, and no %s"
                                .formatted(file, name));
            }
        });
    }

    private void add(Path file, List<String> place, JsonNode members) {
        ObjectNode target = document;
        for (String segment : place) {
            target = target.withObjectProperty(segment);
        }
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (target.has(member.getKey())) {
                throw new IllegalStateException(
                        "%s: %s is there already in %s".formatted(file, member.getKey(), place));
            }
            target.set(member.getKey(), member.getValue());
            files.put(member.getKey(), file.toString());
        }
    }

    private void finish() {
        Applied applied = new Applied(document.required(APPLIED), document);
        document.remove(APPLIED);
        ObjectNode paths = document.withObjectProperty("paths");
        paths.forEachEntry((path, verbs) ->
                verbs.forEachEntry((verb, operation) -> applied.to(verb, operation.asObject())));
        sort(paths);
        document.withObjectProperty("components")
                .forEachEntry((_, named) -> sort(named.asObject()));
    }

    private static void sort(ObjectNode members) {
        for (String name : new TreeSet<>(members.propertyNames())) {
            JsonNode member = members.required(name);
            members.remove(name);
            members.set(name, member);
        }
    }

    ObjectNode document() {
        return document;
    }

    /// The file that describes a path; a new one if none does.
    String fileOf(String path) {
        String resource = path.replaceFirst("/v1/([^/]*).*", "$1");
        return files.getOrDefault(path, FOLDER.resolve(resource + ".yaml").toString());
    }
}
