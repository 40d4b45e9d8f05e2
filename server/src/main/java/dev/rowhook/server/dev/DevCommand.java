package dev.rowhook.server.dev;

import dev.rowhook.server.terminal.BuildVersion;
import dev.rowhook.server.terminal.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `rowhook dev`.
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Runs Rowhook with everything it needs embedded, on 127.0.0.1, until Ctrl-C.")
public final class DevCommand implements Callable<Integer> {
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
            defaultValue = ".rowhook/dev",
            description = "Holds everything that survives a restart. Default: ${DEFAULT-VALUE}.")
    private Path dataDirectory;

    @Option(
            names = "--reset",
            description = "Empty the data directory first: Postgres and token are made anew.")
    private boolean reset;

    private String ownerLine(DevInstance instance) {
        return instance.ownerLink()
                .map(link ->
                        "  sign in     %s%n              (once, as the first owner; also in %s)%n"
                                .formatted(link, dataDirectory.resolve(DevOwner.FILE)))
                .orElse("");
    }

    @Override
    public Integer call() throws InterruptedException {
        try (DevInstance instance = DevInstance.start(new DevOptions(dataDirectory, port, reset))) {
            System.out.printf(
                    """

                    Rowhook is ready at %s
                    %s  token       %s
                                  (also in %s)
                      try         curl -H "Authorization: Bearer $(cat %s)" %s/v1/sinks
                      own store   127.0.0.1:%d, in %s
                    Ctrl-C stops it; what it knows survives.
                    """,
                    instance.url(),
                    ownerLine(instance),
                    instance.token(),
                    dataDirectory.resolve("token"),
                    dataDirectory.resolve("token"),
                    instance.url(),
                    instance.storePort(),
                    dataDirectory);
            Terminal.awaitStop();
            System.out.println("stopping …");
        } catch (StartFailedException e) {
            System.err.println("rowhook: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        return CommandLine.ExitCode.OK;
    }
}
