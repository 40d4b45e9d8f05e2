package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What JVMs say of their heap in the files of a directory, one a process.
public record GcLog(Path directory) {
    private static final Pattern PAUSE =
            Pattern.compile("\\bPause .* (\\d+)([KMG])->(\\d+)([KMG])\\(\\d+[KMG]\\)");

    /// The used heap before and after a collection.
    public record Collection(long beforeBytes, long afterBytes) {}

    /// The JVM option that writes such a file.
    public String jvmOption() {
        return "-Xlog:gc:file=%s:uptime:filecount=0".formatted(directory.resolve("gc-%p.log"));
    }

    /// All collections so far, of all processes, in order.
    public List<Collection> collections() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("gc-\\d+\\.log"))
                    .sorted((a, b) -> Long.compare(modified(a), modified(b)))
                    .flatMap(GcLog::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static Stream<Collection> read(Path file) {
        try {
            return parse(Files.readAllLines(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Collection> parse(List<String> lines) {
        return lines.stream()
                .map(PAUSE::matcher)
                .filter(Matcher::find)
                .map(pause ->
                        new Collection(
                                bytes(pause.group(1), pause.group(2)),
                                bytes(pause.group(3), pause.group(4))))
                .toList();
    }

    private static long bytes(String number, String unit) {
        long factor =
                switch (unit) {
                    case "K" -> 1L << 10;
                    case "M" -> 1L << 20;
                    default -> 1L << 30;
                };
        return Long.parseLong(number) * factor;
    }
}
