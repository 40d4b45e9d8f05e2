package dev.rowhook.benchmarks.report;

import dev.rowhook.benchmarks.host.Machine;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TreeMap;

/// Results as Markdown.
public final class Markdown {
    private Markdown() {}

    /// What a terminal shows at the end: speed, cost, and the receiver alone.
    public static String tables(Results results) {
        return """
        %s
        Medians of the runs. p50 to p99.9: from commit to the receiver's 2xx; in parentheses where that is the wait in a
        backlog and no latency. Receiver busy: of one core. Others busy: what foreign processes took of all cores.

        %s
        %s
        Heap and RSS are of the sender's JVM.

        %s%s\
        """
                .formatted(
                        SpeedTable.of(results),
                        CpuTable.of(results),
                        SpaceTable.of(results),
                        AloneTable.of(results),
                        failures(results));
    }

    /// All that can be said of results without knowing what they mean.
    public static String page(Results results) {
        return """
        %s
        ## Scenarios

        %s
        ## Results

        %s
        ## How to repeat it

            %s
        """
                .formatted(
                        machine(results),
                        ScenarioTable.of(results),
                        tables(results),
                        results.command());
    }

    private static String machine(Results results) {
        Machine machine = results.machine();
        StringBuilder text = new StringBuilder("| Measured | |\n|---|---|\n");
        row(text, "at", results.startedAt().truncatedTo(ChronoUnit.MINUTES).toString());
        row(text, "cores", "%d, %s".formatted(machine.cores(), machine.cpu()));
        row(text, "memory", String.format(Locale.ROOT, "%.1f GiB", machine.memoryGib()));
        row(text, "kernel", machine.kernel());
        row(
                text,
                "disk",
                String.format(
                        Locale.ROOT,
                        "%s; 8 KiB written durably in %.2f ms",
                        machine.disk(),
                        machine.syncMillis()));
        row(text, "JDK", machine.jdk());
        new TreeMap<>(results.versions()).forEach((name, version) -> row(text, name, version));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| %s | %s |\n".formatted(name, value));
    }

    private static String failures(Results results) {
        StringBuilder text = new StringBuilder();
        results.scenarios()
                .forEach(result ->
                        result.failure()
                                .ifPresent(reason ->
                                        text.append(
                                                "\nFAILED: %s with %s: %s\n"
                                                        .formatted(
                                                                result.scenario().name(),
                                                                result.contender(),
                                                                reason))));
        return text.toString();
    }
}
