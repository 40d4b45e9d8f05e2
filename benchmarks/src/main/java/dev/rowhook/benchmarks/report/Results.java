package dev.rowhook.benchmarks.report;

import dev.rowhook.benchmarks.host.Machine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All that one call of the benchmark has measured.
///
/// @param command that it was called by
/// @param versions of what was measured, by its name
public record Results(
        Instant startedAt,
        String command,
        Machine machine,
        Map<String, String> versions,
        List<AloneResult> receiverAlone,
        List<ScenarioResult> scenarios) {
    public Results {
        versions = Map.copyOf(versions);
        receiverAlone = List.copyOf(receiverAlone);
        scenarios = List.copyOf(scenarios);
    }

    /// Those of several calls on one machine, of which the first says where and when.
    ///
    /// @param parts one or more
    public static Results together(List<Results> parts) {
        Map<String, String> versions = new HashMap<>();
        parts.reversed().forEach(part -> versions.putAll(part.versions()));
        Results first = parts.getFirst();
        return new Results(
                first.startedAt(),
                parts.stream()
                        .map(Results::command)
                        .distinct()
                        .collect(Collectors.joining("\n    ")),
                first.machine(),
                versions,
                first.receiverAlone(),
                parts.stream().flatMap(part -> part.scenarios().stream()).toList());
    }

    /// Whether there are numbers of every scenario.
    public boolean isComplete() {
        return scenarios.stream().allMatch(scenario -> scenario.failure().isEmpty());
    }
}
