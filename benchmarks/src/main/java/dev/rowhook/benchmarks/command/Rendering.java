package dev.rowhook.benchmarks.command;

import dev.rowhook.benchmarks.report.Markdown;
import dev.rowhook.benchmarks.report.Results;
import dev.rowhook.benchmarks.report.ResultsFile;
import dev.rowhook.benchmarks.report.ResultsPage;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows what was measured before, in one or more calls.
record Rendering(List<Path> files) {
    Rendering {
        files = List.copyOf(files);
    }

    /// @param page where they are put, instead of the terminal
    int show(Optional<Path> page) throws IOException {
        List<Results> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(ResultsFile.read(file));
        }
        Results results = Results.together(parts);
        if (page.isPresent()) {
            ResultsPage.update(page.get(), results);
        } else {
            System.out.println(Markdown.page(results));
        }
        return CommandLine.ExitCode.OK;
    }
}
