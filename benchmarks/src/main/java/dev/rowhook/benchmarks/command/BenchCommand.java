package dev.rowhook.benchmarks.command;

import dev.rowhook.benchmarks.report.Markdown;
import dev.rowhook.benchmarks.report.Results;
import dev.rowhook.benchmarks.report.ResultsPage;
import dev.rowhook.benchmarks.scenario.InvalidScenarioException;
import dev.rowhook.server.terminal.BuildVersion;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `rowhook bench`.
@Command(
        name = "rowhook bench",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        description = {
            "Measures how fast Rowhook delivers the rows of a Postgres to an HTTP endpoint, on this machine.",
            "",
            "A source, Rowhook, its store and a receiver run as processes on 127.0.0.1, new for each scenario. "
                    + "Every row must arrive at every sink, or the scenario fails. "
                    + "Without options the quick set is measured, which takes less than three minutes.",
            ""
        },
        footer = {
            "",
            "Scenarios stand in benchmarks/scenarios; README.md there says what their fields mean.",
            "Exit code: 0, 1 if a scenario failed, 2 if something asked for makes no sense."
        })
final class BenchCommand implements Callable<Integer> {
    @Mixin private Selection selection;

    @Option(
            names = "--peer",
            description = "Measure Debezium Server too, in the scenarios that it can do.")
    private boolean peer;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description =
                    "The largest heap of the sending JVM, as in -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "For results.json, results.md, and the databases while they are needed. "
                            + "Default: benchmarks/target/results/<time>.")
    private Optional<Path> out;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description =
                    "Also put the results into this page, between its lines <!-- measured --> and <!-- /measured -->.")
    private Optional<Path> page;

    @Option(
            names = "--render",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Measure nothing: show the results of these files, one after the other.")
    private List<Path> render = List.of();

    @Option(names = "--list", description = "Measure nothing: name the scenarios.")
    private boolean list;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            if (!render.isEmpty()) {
                return new Rendering(render).show(page);
            }
            var scenarios = selection.scenarios();
            if (list) {
                scenarios.forEach(scenario -> System.out.println(scenario.name()));
                return CommandLine.ExitCode.OK;
            }
            Session session =
                    Session.begin(
                            spec.commandLine().getParseResult().originalArgs(),
                            out.orElseGet(BenchCommand::newDirectory),
                            heap,
                            peer);
            Results results = session.measure(scenarios);
            System.out.println();
            System.out.println(Markdown.tables(results));
            if (page.isPresent()) {
                ResultsPage.update(page.get(), results);
            }
            return results.isComplete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (InvalidScenarioException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Path newDirectory() {
        String time =
                LocalDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss"));
        return Home.directory().resolve("benchmarks/target/results").resolve(time);
    }
}
