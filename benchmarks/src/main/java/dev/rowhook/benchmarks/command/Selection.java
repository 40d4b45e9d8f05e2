package dev.rowhook.benchmarks.command;

import dev.rowhook.benchmarks.scenario.InvalidScenarioException;
import dev.rowhook.benchmarks.scenario.Scenario;
import dev.rowhook.benchmarks.scenario.ScenarioFile;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which scenarios somebody wants.
final class Selection {
    @Parameters(paramLabel = "FILE", description = "Files of scenarios, instead of a set.")
    private List<Path> files = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME",
            defaultValue = "quick",
            description =
                    "The scenarios of benchmarks/scenarios/NAME.yaml: quick or full. Default: ${DEFAULT-VALUE}.")
    private String set;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Only the scenario of this name. May be given more than once.")
    private List<String> names = List.of();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How often each is measured, whatever its file says.")
    private Optional<Integer> runs = Optional.empty();

    /// @throws InvalidScenarioException if there are none, or one makes no sense
    List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Path file : files.isEmpty() ? List.of(setFile()) : files) {
            for (Scenario scenario : ScenarioFile.read(file)) {
                if (!known.add(scenario.name())) {
                    throw new InvalidScenarioException(
                            "there are two scenarios '%s'".formatted(scenario.name()));
                }
                all.add(scenario);
            }
        }
        refuseUnknownNames(known);
        return all.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .map(scenario -> scenario.withRuns(runs.orElse(scenario.runs())))
                .toList();
    }

    private Path setFile() {
        Path file = Home.directory().resolve("benchmarks/scenarios").resolve(set + ".yaml");
        if (!Files.exists(file)) {
            throw new InvalidScenarioException("there is no set '%s' (%s)".formatted(set, file));
        }
        return file;
    }

    private void refuseUnknownNames(Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidScenarioException(
                        "there is no scenario '%s' among %s"
                                .formatted(
                                        name,
                                        known.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
        if (runs.isPresent() && runs.get() < 1) {
            throw new InvalidScenarioException("--runs must be 1 or more");
        }
    }
}
