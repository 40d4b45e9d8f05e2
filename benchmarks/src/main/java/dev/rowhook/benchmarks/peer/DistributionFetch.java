package dev.rowhook.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Lets Maven fetch the distribution, from wherever it is set up to fetch from, and unpacks of it
/// what is run.
final class DistributionFetch {
    /// The newer ones read the artifact's parent, which is not published.
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy";

    private static final String ROOT = "debezium-server";

    private final Path staging;
    private final Path log;

    private DistributionFetch(Path staging) {
        this.staging = staging;
        this.log = staging.resolve("fetch.log");
    }

    /// Makes that directory below the cache, whole or not at all.
    ///
    /// @throws IOException if there is no Maven or no `tar`, or one of them fails
    static void run(Path cache, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(cache);
        new DistributionFetch(Files.createTempDirectory(cache, "fetched-")).run(directory);
    }

    private void run(Path directory) throws IOException, InterruptedException {
        Path archive =
                staging.resolve("debezium-server-dist-%s.tar.gz".formatted(Distribution.VERSION));
        command(
                "mvn",
                "-B",
                "-ntp",
                COPY,
                "-Dartifact=io.debezium:debezium-server-dist:%s:tar.gz"
                        .formatted(Distribution.VERSION),
                "-DoutputDirectory=" + staging);
        command(
                "tar",
                "-xzf",
                archive.toString(),
                ROOT + "/" + Distribution.RUNNER,
                ROOT + "/config/lib",
                ROOT + "/lib");
        Files.move(staging.resolve(ROOT), directory, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(archive);
        Files.delete(log);
        Files.delete(staging);
    }

    private void command(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(staging.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IOException(
                    "%s failed:%n%s".formatted(List.of(command), Files.readString(log)));
        }
    }
}
