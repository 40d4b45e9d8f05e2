package dev.rowhook.server.demo;

import dev.rowhook.embedded.ClusterException;
import dev.rowhook.server.client.RestException;
import dev.rowhook.server.dev.StartFailedException;
import dev.rowhook.server.terminal.BuildVersion;

import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/// `rowhook demo`.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description =
                "Shows changes of a table arrive at a receiver, with everything embedded, until Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--once",
            description =
                    "Tell the story without pauses, check it, and end: exit 0 if all was right, else 1.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "7700",
            description =
                    "Port of the REST interface; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".rowhook/demo",
            description =
                    "Where everything is kept; emptied at each start. Default: ${DEFAULT-VALUE}.")
    private Path dataDirectory;

    @Override
    public Integer call() {
        try {
            Files.createDirectories(dataDirectory);
            LogFile.redirectTo(dataDirectory.resolve("rowhook.log"));
            return new Demo(Screen.ofProcess(), dataDirectory, port, once).run()
                    ? ExitCode.OK
                    : ExitCode.SOFTWARE;
        } catch (InterruptedException _) {
            System.out.println("stopped.");
            return ExitCode.OK;
        } catch (IOException e) {
            return fail("%s cannot be used as data directory: %s".formatted(dataDirectory, e));
        } catch (SQLException e) {
            return fail("the tenant's database fails: " + e.getMessage());
        } catch (StartFailedException | ClusterException | RestException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private static int fail(String message) {
        System.err.println("rowhook: " + message);
        return ExitCode.SOFTWARE;
    }
}
