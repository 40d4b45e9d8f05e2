package dev.rowhook.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table in Markdown that is as readable in a terminal: all columns are as wide as they need to
/// be, and all but the first few are aligned to the right. Not thread-safe.
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final int textColumns;

    /// @param textColumns how many columns at the beginning hold texts
    public Table(int textColumns, List<String> headers) {
        this.textColumns = textColumns;
        rows.add(List.copyOf(headers));
    }

    /// @throws IllegalArgumentException if there are not as many cells as columns
    public void row(List<String> cells) {
        if (cells.size() != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.size(), rows.getFirst().size()));
        }
        rows.add(List.copyOf(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(line(rows.getFirst()));
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            String dashes = "-".repeat(width(column));
            rule.add(column < textColumns ? dashes : dashes.substring(1) + ":");
        }
        text.append(line(rule));
        rows.stream().skip(1).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private String line(List<String> cells) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            String space = " ".repeat(width(column) - cells.get(column).length());
            padded.add(
                    column < textColumns ? cells.get(column) + space : space + cells.get(column));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
