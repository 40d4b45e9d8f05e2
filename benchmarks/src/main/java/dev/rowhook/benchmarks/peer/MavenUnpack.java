package dev.rowhook.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Lets Maven fetch an artifact, from wherever it is set up to fetch from, and unpack it.
final class MavenUnpack {
    private static final String GOAL =
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack";

    private MavenUnpack() {}

    /// Unpacks those parts of the artifact into the directory, beside a log of Maven's.
    ///
    /// @param parts patterns of paths, separated by commas
    /// @throws IOException if there is no Maven, or it fails
    static void run(String artifact, String parts, Path directory)
            throws IOException, InterruptedException {
        Path log = directory.resolve("maven.log");
        ProcessBuilder maven =
                new ProcessBuilder(
                                List.of(
                                        "mvn",
                                        "-B",
                                        "-ntp",
                                        GOAL,
                                        "-Dartifact=" + artifact,
                                        "-Dmdep.unpack.includes=" + parts,
                                        "-DoutputDirectory=" + directory))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int status = maven.start().waitFor();
        if (status != 0) {
            throw new IOException(
                    "Maven could not unpack %s:%n%s".formatted(artifact, Files.readString(log)));
        }
    }
}
