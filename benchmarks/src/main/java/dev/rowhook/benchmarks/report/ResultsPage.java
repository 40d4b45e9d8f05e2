package dev.rowhook.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of Markdown that people write, with a place for results between two marks.
public final class ResultsPage {
    private static final String BEGIN = "<!-- measured -->\n";
    private static final String END = "<!-- /measured -->\n";

    private ResultsPage() {}

    /// Puts results between the marks of a page, or makes the page.
    ///
    /// @throws IOException if the page is there and has no marks: it is left as it is
    public static void update(Path page, Results results) throws IOException {
        String old = Files.exists(page) ? Files.readString(page) : "# Results\n\n" + BEGIN + END;
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    "%s has no lines %s and %s to put the results between"
                            .formatted(page, BEGIN.strip(), END.strip()));
        }
        String text =
                old.substring(0, begin + BEGIN.length())
                        + "\n"
                        + Markdown.page(results)
                        + "\n"
                        + old.substring(end);
        Files.writeString(page, text);
    }
}
