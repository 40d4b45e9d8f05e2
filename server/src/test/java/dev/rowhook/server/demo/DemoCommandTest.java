package dev.rowhook.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.nio.file.Files;
import java.nio.file.Path;

class DemoCommandTest {
    @TempDir private Path directory;

    @Test
    void theStoryToldOnceIsAsPromised() {
        assertThat(run(directory.resolve("demo"))).isZero();
    }

    @Test
    void aDirectoryThatCannotBeMadeEndsItWithAnError() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run(file)).isOne();
    }

    private static int run(Path dataDirectory) {
        return new CommandLine(new DemoCommand())
                .execute("--once", "--port", "0", "--data-dir", dataDirectory.toString());
    }
}
