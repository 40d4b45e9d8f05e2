package dev.rowhook.benchmarks.command;

import dev.rowhook.benchmarks.alone.ReceiverAlone;
import dev.rowhook.benchmarks.contender.Contender;
import dev.rowhook.benchmarks.contender.Debezium;
import dev.rowhook.benchmarks.contender.Rowhook;
import dev.rowhook.benchmarks.host.Machine;
import dev.rowhook.benchmarks.report.AloneResult;
import dev.rowhook.benchmarks.report.Markdown;
import dev.rowhook.benchmarks.report.Results;
import dev.rowhook.benchmarks.report.ResultsFile;
import dev.rowhook.benchmarks.report.ScenarioResult;
import dev.rowhook.benchmarks.run.Benchmark;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One call of the benchmark, which writes `results.json` and `results.md` into a directory.
final class Session {
    private final Instant start = Instant.now();
    private final List<String> arguments;
    private final Path directory;
    private final List<Contender> contenders;
    private final Path work;

    private Session(List<String> arguments, Path directory, List<Contender> contenders)
            throws IOException {
        this.arguments = List.copyOf(arguments);
        this.directory = directory.toAbsolutePath();
        this.contenders = List.copyOf(contenders);
        this.work = Files.createDirectories(this.directory.resolve("work"));
    }

    /// @param heap of a contender's JVM, as in `-Xmx`
    /// @param peer whether the peer is measured too
    static Session begin(List<String> arguments, Path directory, String heap, boolean peer)
            throws IOException, InterruptedException {
        List<String> jvmOptions = List.of("-Xmx" + heap);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Rowhook(SourceVersion.of(Home.directory()), jvmOptions));
        if (peer) {
            contenders.add(Debezium.obtain(jvmOptions));
        }
        return new Session(arguments, directory, contenders);
    }

    /// Measures, and writes what it has after each scenario.
    Results measure(List<Scenario> scenarios) throws IOException, InterruptedException {
        say("results go to " + directory);
        Machine machine = Machine.look(work);
        say("the receiver alone");
        List<AloneResult> alone = receiverAlone();
        Benchmark benchmark = new Benchmark(contenders, work, this::say);
        List<ScenarioResult> measured = new ArrayList<>();
        benchmark.measure(
                scenarios,
                result -> {
                    measured.add(result);
                    write(results(machine, alone, benchmark, measured));
                });
        return results(machine, alone, benchmark, measured);
    }

    private Results results(
            Machine machine,
            List<AloneResult> alone,
            Benchmark benchmark,
            List<ScenarioResult> measured) {
        String command = "./rowhook bench " + String.join(" ", arguments);
        return new Results(start, command.strip(), machine, benchmark.versions(), alone, measured);
    }

    private List<AloneResult> receiverAlone() throws IOException, InterruptedException {
        ReceiverAlone alone = new ReceiverAlone(work);
        return List.of(
                alone.measure(1, 200, 80_000),
                alone.measure(1, 20_000, 20_000),
                alone.measure(100, 200, 8_000));
    }

    private void say(String line) {
        Duration since = Duration.between(start, Instant.now());
        System.out.printf("[bench %3d s] %s%n", since.toSeconds(), line);
    }

    private void write(Results results) {
        try {
            ResultsFile.write(results, directory.resolve("results.json"));
            Files.writeString(directory.resolve("results.md"), Markdown.page(results));
        } catch (IOException e) {
            throw new UncheckedIOException("the results cannot be written", e);
        }
    }
}
