package dev.rowhook.benchmarks.lists;

import dev.rowhook.embedded.ClusterSettings;
import dev.rowhook.embedded.Trees;
import dev.rowhook.proof.bed.RowhookOptions;
import dev.rowhook.proof.bed.RowhookProcess;
import dev.rowhook.proof.bed.StoreServer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/// The process behind `./rowhook lists`.
@Command(
        name = "rowhook lists",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how long the API's main lists take where there are many accounts, sinks and attempts.",
            "",
            "Rowhook's own Postgres is filled, each account with ten databases, twenty endpoints and a hundred "
                    + "sinks. One account is asked, whose first sink has a tenth of all attempts."
        },
        footer = {"", "Exit code: 0, 2 if an option makes no sense."})
public final class ListsMain implements Callable<Integer> {
    @Option(names = "--accounts", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--attempts",
            defaultValue = "10000000",
            description = "Of all sinks. Default: ${DEFAULT-VALUE}.")
    private int attempts;

    @Option(
            names = "--requests",
            defaultValue = "400",
            description = "For each list. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "Of Rowhook, as in -Xmx. Default: ${DEFAULT-VALUE}.")
    private String heap;

    public static void main(String[] arguments) {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.exit(new CommandLine(new ListsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("rowhook-lists");
        try (StoreServer store =
                        StoreServer.create(
                                ClusterSettings.of(directory.resolve("store"), "lists"));
                RowhookProcess rowhook =
                        RowhookProcess.start(
                                store,
                                new RowhookOptions(
                                        Files.createDirectories(directory.resolve("rowhook")),
                                        store.cluster().port(),
                                        List.of("-Xmx" + heap)))) {
            Filling filling = new Filling(rowhook.rest(), store.superuser());
            long began = System.nanoTime();
            filling.fill(accounts, attempts);
            System.out.printf(
                    "filled in %d s: %s%n",
                    (System.nanoTime() - began) / 1_000_000_000, filling.sizes());
            new Asking(rowhook.rest(), requests).run();
            return CommandLine.ExitCode.OK;
        } finally {
            Trees.delete(directory);
        }
    }
}
