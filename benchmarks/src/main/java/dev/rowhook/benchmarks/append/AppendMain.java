package dev.rowhook.benchmarks.append;

import dev.rowhook.benchmarks.report.Table;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// The process behind `./rowhook append`.
@Command(
        name = "rowhook append",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast changes that wait in a slot come into the change log on this machine, while the only "
                    + "sink is paused.",
            "",
            "In each round the changes are committed while Rowhook is kept out, read by pg_recvlogical from a copy of "
                    + "the slot (where that is installed) and thrown away, and then appended by Rowhook. The log keeps "
                    + "them all, so that the last round appends to a log of all rounds before it."
        },
        footer = {"", "Exit code: 0, 1 if a change is missing, 2 if an option makes no sense."})
public final class AppendMain implements Callable<Integer> {
    private static final int LEAST_ROW_BYTES = 9;
    private static final double MEBI = 1 << 20;

    @Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "Of each load. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description =
                    "Each of a load in transactions of a row, of a hundred, and in one. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "Of Rowhook, as in -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(
            names = "--row-bytes",
            defaultValue = "100",
            description = "Of the id and the text of a row. Default: ${DEFAULT-VALUE}.")
    private int rowBytes;

    @Spec private CommandSpec spec;

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.exit(new CommandLine(new AppendMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (rows < 1 || rounds < 1 || rowBytes < LEAST_ROW_BYTES) {
            throw new ParameterException(spec.commandLine(), "these options make no sense");
        }
        Path directory = Files.createTempDirectory("rowhook-append");
        try (Stage stage = new Stage(directory, heap, rowBytes)) {
            List<Figures> all = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                for (Load load : loads()) {
                    Figures figures = stage.measure(load);
                    all.add(figures);
                    System.out.printf(
                            Locale.ROOT,
                            "round %d, %s: %,.0f/s%n",
                            round,
                            load.name(),
                            figures.appendedPerSecond());
                }
            }
            System.out.printf("%n%s", table(all));
            return CommandLine.ExitCode.OK;
        } finally {
            Trees.delete(directory);
        }
    }

    private List<Load> loads() {
        return List.of(
                new Load("a row each", rows, 1),
                new Load("100 rows each", rows, 100),
                new Load("one transaction", rows, rows));
    }

    private static String table(List<Figures> all) {
        Table table =
                new Table(
                        1,
                        List.of(
                                "Transactions",
                                "Rows",
                                "pg_recvlogical/s",
                                "Appended/s",
                                "Rowhook CPU s",
                                "Store CPU s",
                                "Source CPU s",
                                "Others busy",
                                "RSS MiB",
                                "Log, rows",
                                "Log, MiB"));
        all.forEach(figures -> table.row(cells(figures)));
        return table.toString();
    }

    private static List<String> cells(Figures figures) {
        return List.of(
                figures.load().name(),
                format("%,d", figures.load().rows()),
                figures.peerPerSecond().map(rate -> format("%,.0f", rate)).orElse("–"),
                format("%,.0f", figures.appendedPerSecond()),
                format("%.1f", figures.busy().rowhook()),
                format("%.1f", figures.busy().store()),
                format("%.1f", figures.busy().source()),
                format("%.0f %%", 100 * figures.busy().others()),
                format("%,.0f", figures.residentBytes() / MEBI),
                format("%,d", figures.logRows()),
                format("%,.0f", figures.logBytes() / MEBI));
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
