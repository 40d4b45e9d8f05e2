package dev.rowhook.benchmarks.fairness;

import dev.rowhook.benchmarks.fairness.Ward.Figures;
import dev.rowhook.embedded.Trees;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// The process behind `./rowhook fairness`.
@Command(
        name = "rowhook fairness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures whether endpoints that are dead slow down those that are well, on this machine.",
            "",
            "One endpoint in ten refuses connections, does not answer to them, hangs for 30 s, answers 500, or has "
                    + "a name whose server never answers. Measured is the time from commit to receipt at the "
                    + "others, with all endpoints well and with these dead, each in a Rowhook of its own."
        },
        footer = {"", "Exit code: 0, 1 if a message is missing, 2 if an option makes no sense."})
public final class FairnessMain implements Callable<Integer> {
    @Option(
            names = "--endpoints",
            defaultValue = "1000",
            description = "Default: ${DEFAULT-VALUE}.")
    private int endpoints;

    @Option(
            names = "--rate",
            defaultValue = "300",
            description = "Commits a second, of one row each. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Measured, after as long a warm-up. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--runs",
            defaultValue = "2",
            description = "Of each kind, by turns. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--heap",
            defaultValue = "1g",
            description = "Of Rowhook, as in -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap;

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.exit(new CommandLine(new FairnessMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        FairnessOptions options =
                new FairnessOptions(
                        endpoints,
                        rate,
                        Duration.ofSeconds(seconds),
                        Duration.ofSeconds(seconds),
                        heap);
        List<Figures> well = new ArrayList<>();
        List<Figures> sick = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            well.add(measure(options, false));
            sick.add(measure(options, true));
        }
        System.out.printf(
                "p99 of the others: %.1f ms with all well, %.1f ms with one in ten dead%n",
                median(well), median(sick));
        boolean complete =
                well.stream().allMatch(Figures::isComplete)
                        && sick.stream().allMatch(Figures::isComplete);
        return complete ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static Figures measure(FairnessOptions options, boolean someDead)
            throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("rowhook-fairness");
        try (Ward ward = new Ward(options, someDead, directory)) {
            Figures figures = ward.measure();
            System.out.printf(
                    "%-16s %d of %d messages   p50 %.2f   p99 %.1f   p99.9 %.1f ms%n",
                    someDead ? "one in ten dead" : "all well",
                    figures.arrived(),
                    figures.expected(),
                    figures.p50(),
                    figures.p99(),
                    figures.p999());
            return figures;
        } finally {
            Trees.delete(directory);
        }
    }

    private static double median(List<Figures> figures) {
        double[] sorted = figures.stream().mapToDouble(Figures::p99).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
