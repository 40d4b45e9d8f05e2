package dev.rowhook.benchmarks.command;

import dev.rowhook.server.terminal.BuildVersion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which sources are measured.
final class SourceVersion {
    private SourceVersion() {}

    /// The version of the build, and the commit where git knows it.
    static String of(Path home) {
        String version = new BuildVersion().getVersion()[0];
        Optional<String> commit = git(home, "rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return version;
        }
        boolean changed = git(home, "status", "--porcelain").filter(s -> !s.isEmpty()).isPresent();
        return "%s, commit %s%s".formatted(version, commit.get(), changed ? " and changes" : "");
    }

    private static Optional<String> git(Path home, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder("git");
            builder.command().addAll(List.of(arguments));
            Process process =
                    builder.directory(home.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
