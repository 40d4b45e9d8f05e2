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
import dev.rowhook.benchmarks.report.ResultsPage;
import dev.rowhook.benchmarks.report.ScenarioResult;
import dev.rowhook.benchmarks.run.Benchmark;
import dev.rowhook.benchmarks.scenario.Scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One call of the benchmark, which writes into a directory.
final class Session {
    private final Instant start = Instant.now();
    private final List<String> arguments;
    private final Path directory;
    private final List<Contender> contenders = new ArrayList<>();

    /// @param heap of a contender's JVM, as in `-Xmx`
    Session(List<String> arguments, Path directory, String heap, boolean peer) {
        this.arguments = List.copyOf(arguments);
        this.directory = directory.toAbsolutePath();
        List<String> jvmOptions = List.of("-Xmx" + heap);
        contenders.add(new Rowhook(SourceVersion.of(Home.directory()), jvmOptions));
        if (peer) {
            contenders.add(new Debezium(jvmOptions));
        }
    }

    Results measure(List<Scenario> scenarios) throws IOException, InterruptedException {
        Path work = Files.createDirectories(directory.resolve("work"));
        Machine machine = Machine.look(work);
        say("results go to " + directory);
        List<AloneResult> alone = receiverAlone(work);
        Benchmark benchmark = new Benchmark(contenders, work, this::say);
        List<ScenarioResult> results = benchmark.measure(scenarios);
        return new Results(
                start,
                "./rowhook bench " + String.join(" ", arguments),
                machine,
                benchmark.versions(),
                alone,
                results);
    }

    private List<AloneResult> receiverAlone(Path work) throws IOException, InterruptedException {
        ReceiverAlone alone = new ReceiverAlone(work);
        say("the receiver alone");
        return List.of(
                alone.measure(1, 200, 80_000),
                alone.measure(1, 20_000, 20_000),
                alone.measure(100, 200, 8_000));
    }

    private void say(String line) {
        Duration since = Duration.between(start, Instant.now());
        System.out.printf("[bench %3d s] %s%n", since.toSeconds(), line);
    }

    /// Writes what was measured.
    ///
    /// @param page where it is put besides
    void write(Results results, Optional<Path> page) throws IOException {
        ResultsFile.write(results, directory.resolve("results.json"));
        Files.writeString(directory.resolve("results.md"), Markdown.page(results));
        if (page.isPresent()) {
            ResultsPage.update(page.get(), results);
        }
        say("results.json and results.md are in " + directory);
    }
}
