package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A file of `/proc` with lines such as `VmHWM: 8123 kB`.
record ProcFile(List<String> lines) {
    ProcFile {
        lines = List.copyOf(lines);
    }

    /// Without lines where the file cannot be read.
    static ProcFile read(String path) {
        try {
            return new ProcFile(Files.readAllLines(Path.of(path)));
        } catch (IOException e) {
            return new ProcFile(List.of());
        }
    }

    /// The text of the first line with this name.
    Optional<String> text(String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon >= 0 && line.substring(0, colon).strip().equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    /// The number of the first line with this name; kilobytes as bytes.
    OptionalLong number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String[] words = text.get().split(" ", -1);
        long number = Long.parseLong(words[0]);
        return OptionalLong.of(words.length > 1 && words[1].equals("kB") ? number << 10 : number);
    }
}
