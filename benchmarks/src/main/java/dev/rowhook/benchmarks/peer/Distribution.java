package dev.rowhook.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The distribution of Debezium Server, unpacked: the runner and its libraries, as they ship.
///
/// @param directory holds the runner and `lib`
public record Distribution(Path directory) {
    /// The release that is measured.
    public static final String VERSION = "3.6.0.Final";

    static final String RUNNER = "debezium-server-dist-" + VERSION + "-runner.jar";

    /// Where it is kept for this user, over builds and over clones.
    public static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return caches.resolve("rowhook");
    }

    /// The distribution in this cache, if it was fetched before.
    public static Optional<Distribution> in(Path cache) {
        Path directory = directory(cache);
        return Files.isDirectory(directory)
                ? Optional.of(new Distribution(directory))
                : Optional.empty();
    }

    /// The distribution in this cache, fetched by Maven where it is not there yet.
    ///
    /// @param out is told what takes so long
    /// @throws IOException if it cannot be fetched; the message holds what Maven said
    public static Distribution obtain(Path cache, PrintStream out)
            throws IOException, InterruptedException {
        Path directory = directory(cache);
        if (!Files.isDirectory(directory)) {
            out.printf(
                    "[peer] Maven fetches Debezium Server %s, once, to %s (746 MB)%n",
                    VERSION, cache);
            DistributionFetch.run(cache, directory);
        }
        return new Distribution(directory);
    }

    private static Path directory(Path cache) {
        return cache.resolve("debezium-server-" + VERSION);
    }

    /// The class path that its own start script makes.
    String classPath() {
        return String.join(
                File.pathSeparator,
                directory.resolve(RUNNER).toString(),
                directory.resolve("config").resolve("lib").toString(),
                directory.resolve("lib").resolve("*").toString());
    }
}
