package dev.rowhook.benchmarks.run;

import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.report.Metric;
import dev.rowhook.benchmarks.report.ScenarioResult;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Measures scenarios with contenders, one after the other, each on a new bed.
public final class Benchmark {
    private final List<Contender> contenders;
    private final Path work;
    private final Progress progress;
    private final Map<String, String> versions = new HashMap<>();

    /// Hears how it goes.
    public interface Progress {
        void say(String line);
    }

    /// @param work a directory for databases and logs. Those of a failed scenario stay there
    public Benchmark(List<Contender> contenders, Path work, Progress progress) {
        this.contenders = List.copyOf(contenders);
        this.work = work;
        this.progress = progress;
    }

    /// Hands on each result as soon as it is there. A contender is left out where it cannot do what
    /// a scenario wants.
    public void measure(List<Scenario> scenarios, Consumer<ScenarioResult> results)
            throws InterruptedException {
        for (Scenario scenario : scenarios) {
            for (Contender contender : contenders) {
                Optional<String> refusal = contender.refusal(scenario);
                if (refusal.isPresent()) {
                    progress.say(
                            "%s: not with %s: %s"
                                    .formatted(scenario.name(), contender.name(), refusal.get()));
                } else {
                    results.accept(measure(scenario, contender));
                }
            }
        }
    }

    /// The versions of what was measured, by its name.
    public Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    private ScenarioResult measure(Scenario scenario, Contender contender)
            throws InterruptedException {
        String name = contender.name();
        Path directory = work.resolve("%s-%s".formatted(scenario.name(), name));
        long start = System.nanoTime();
        try (Bed bed = new Bed(scenario, contender, directory)) {
            long ready = System.nanoTime();
            versions.put(name, contender.version());
            versions.put("Postgres", bed.postgresVersion());
            List<Map<Metric, Double>> runs = new Trial(scenario, contender, bed).run();
            ScenarioResult result = ScenarioResult.measured(scenario, name, runs);
            progress.say(line(result, (ready - start) / 1e9, (System.nanoTime() - ready) / 1e9));
            bed.closeAndErase();
            return result;
        } catch (RunFailedException | SQLException | IOException | RuntimeException e) {
            String reason = "%s; see %s".formatted(e.getMessage(), directory);
            progress.say("%s with %s FAILED: %s".formatted(scenario.name(), name, reason));
            write(e, directory.resolve("failure.txt"));
            return ScenarioResult.failed(scenario, name, reason);
        }
    }

    private void write(Exception failure, Path file) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        try {
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            progress.say("cannot write %s".formatted(file));
        }
    }

    private static String line(ScenarioResult result, double setUp, double ran) {
        return String.format(
                Locale.ROOT,
                "%s with %s: %,.0f messages/s (set up in %.0f s, measured in %.0f s)",
                result.scenario().name(),
                result.contender(),
                result.median(Metric.MESSAGES_PER_SECOND).orElse(0.0),
                setUp,
                ran);
    }
}
