package dev.rowhook.benchmarks.scenario;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file of scenarios, in YAML (or JSON, which is YAML).
public final class ScenarioFile {
    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private ScenarioFile() {}

    /// @throws InvalidScenarioException if the file cannot be read, or something in it cannot be
    ///   measured
    public static List<Scenario> read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new InvalidScenarioException("cannot read %s".formatted(file));
        }
    }

    static List<Scenario> parse(String text, String file) {
        Fields fields = new Fields(tree(text, file), file);
        JsonNode list = fields.required("scenarios");
        fields.refuseUnknown();
        if (!list.isArray() || list.isEmpty()) {
            throw fields.wrong("scenarios", "must be a list of scenarios", list);
        }
        Set<String> names = new HashSet<>();
        List<Scenario> scenarios = new ArrayList<>();
        for (JsonNode node : list) {
            Scenario scenario = ScenarioReader.read(node, file, scenarios.size());
            if (!names.add(scenario.name())) {
                throw new InvalidScenarioException(
                        "%s: there are two scenarios '%s'".formatted(file, scenario.name()));
            }
            scenarios.add(scenario);
        }
        return List.copyOf(scenarios);
    }

    private static JsonNode tree(String text, String file) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            throw new InvalidScenarioException(
                    "%s: line %d: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage().replaceAll("\\s+", " ")));
        }
    }
}
