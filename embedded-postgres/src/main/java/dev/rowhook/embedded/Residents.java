package dev.rowhook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The live processes of Postgres that work in a data directory, whoever started them: the
/// postmaster and its children.
///
/// Each of them has the data directory as its working directory. So a pid that now belongs to
/// another program is not taken for one of them, and neither is a dead process that nobody has
/// waited for.
///
/// Not thread-safe.
final class Residents {
    private final Path dataDirectory;

    Residents(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    List<ProcessHandle> find() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /// Ends them all: the postmaster in order, and what is left of it by force.
    void end(Programs programs) throws IOException {
        if (Files.isDirectory(dataDirectory) && !find().isEmpty()) {
            signalPostmaster(programs, "INT");
            if (!areGoneWithin(Duration.ofSeconds(15))) {
                signalPostmaster(programs, "QUIT");
                if (!areGoneWithin(Duration.ofSeconds(5))) {
                    kill();
                }
            }
        }
    }

    /// Sends SIGKILL to all of them, until there are none.
    void kill() {
        do {
            find().forEach(ProcessHandle::destroyForcibly);
        } while (!areGoneWithin(Duration.ofMillis(100)));
    }

    private void signalPostmaster(Programs programs, String signal) throws IOException {
        Optional<PostmasterFile> postmaster = PostmasterFile.read(dataDirectory);
        boolean isHere =
                find().stream()
                        .anyMatch(process ->
                                postmaster.filter(file -> file.pid() == process.pid()).isPresent());
        if (isHere) {
            programs.signal(signal, postmaster.orElseThrow().pid());
        }
    }

    private boolean areGoneWithin(Duration time) {
        return Waiting.until(() -> find().isEmpty(), time);
    }

    private boolean worksHere(ProcessHandle process) {
        Path self = Path.of("/proc", Long.toString(process.pid()));
        try {
            // The link ends with "(deleted)" when the program's file is gone.
            return Files.readSymbolicLink(self.resolve("exe")).toString().contains("/bin/postgres")
                    && Files.isSameFile(Files.readSymbolicLink(self.resolve("cwd")), dataDirectory);
        } catch (IOException e) {
            return false;
        }
    }
}
