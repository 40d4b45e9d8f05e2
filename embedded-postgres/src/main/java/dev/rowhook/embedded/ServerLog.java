package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The file that the server writes its log to. A start begins a new one when it has grown large,
/// and keeps one old.
final class ServerLog {
    private static final long LARGE = 16 << 20;
    private static final int LAST_LINES = 15;

    private final Path file;
    private final long startedAt;

    private ServerLog(Path file, long startedAt) {
        this.file = file;
        this.startedAt = startedAt;
    }

    static ServerLog open(Path directory) throws IOException {
        Path file = directory.resolve("postgres.log");
        if (Files.exists(file) && Files.size(file) > LARGE) {
            Files.move(
                    file, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        return new ServerLog(file, Files.size(file));
    }

    Path file() {
        return file;
    }

    /// The last lines since this was opened.
    String lastLines() {
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(startedAt);
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: %s)".formatted(e);
        }
    }
}
