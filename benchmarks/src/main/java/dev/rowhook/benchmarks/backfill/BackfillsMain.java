package dev.rowhook.benchmarks.backfill;

import dev.rowhook.embedded.Trees;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// The process behind `./rowhook backfills`.
@Command(
        name = "rowhook backfills",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast a backfill is on this machine, and what it does to the changes beside it.",
            "",
            "First come changes without a backfill, then a backfill of the whole table without changes, then twice "
                    + "both at once. Latency is the time from the commit of a change to its receipt."
        },
        footer = {"", "Exit code: 0, 1 if a row is missing, 2 if an option makes no sense."})
public final class BackfillsMain implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration LIVE = Duration.ofSeconds(20);

    @Option(
            names = "--rows",
            defaultValue = "5000000",
            description = "That the table has at the beginning. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--live",
            defaultValue = "2000",
            description = "Changes a second, of one row each. Default: ${DEFAULT-VALUE}.")
    private int live;

    @Option(
            names = "--heap",
            defaultValue = "1g",
            description = "Of Rowhook, as in -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(
            names = "--batch",
            defaultValue = "100",
            description = "Messages a request at most. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--max-in-flight",
            defaultValue = "50",
            description = "Requests at a time. Default: ${DEFAULT-VALUE}.")
    private int maxInFlight;

    @Option(
            names = "--row-bytes",
            defaultValue = "200",
            description = "Of the id and the text of a row. Default: ${DEFAULT-VALUE}.")
    private int rowBytes;

    @Spec private CommandSpec spec;

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.exit(new CommandLine(new BackfillsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        BackfillsOptions options =
                new BackfillsOptions(rows, live, heap, batch, maxInFlight, rowBytes);
        if (!options.makeSense()) {
            throw new ParameterException(spec.commandLine(), "these options make no sense");
        }
        Path directory = Files.createTempDirectory("rowhook-backfills");
        try (Stage stage = stage(options, directory)) {
            List<Figures> all = measure(options, stage);
            System.out.printf("%n%s", FiguresTable.of(all));
            boolean complete = all.stream().allMatch(figures -> figures.missing() == 0);
            return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            Trees.delete(directory);
        }
    }

    private static Stage stage(BackfillsOptions options, Path directory)
            throws IOException, SQLException, InterruptedException {
        System.out.printf("a table of %,d rows%n", options.rows());
        return new Stage(options, directory);
    }

    private static List<Figures> measure(BackfillsOptions options, Stage stage)
            throws IOException, SQLException, InterruptedException {
        Measurement measurement = new Measurement(options, stage);
        List<Figures> all = new ArrayList<>();
        try {
            show(all, measurement.live("warm-up", WARM_UP));
            show(all, measurement.live("live", LIVE));
            show(all, measurement.backfill("backfill"));
            show(all, measurement.backfillBesideLive("both"));
            show(all, measurement.backfillBesideLive("both again"));
            return all;
        } catch (SQLException | InterruptedException | RuntimeException e) {
            Path log = Files.createTempFile("rowhook-backfills", ".log");
            Files.copy(stage.log(), log, StandardCopyOption.REPLACE_EXISTING);
            System.err.println("what Rowhook printed is in " + log);
            throw e;
        }
    }

    private static void show(List<Figures> all, Figures figures) {
        all.add(figures);
        System.out.printf(
                "%s: %,d of %,d rows in %.1f s%n",
                figures.part(),
                figures.received().distinct(),
                figures.expected(),
                figures.cost().wall());
    }
}
