package dev.rowhook.filter.random;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random rows of a [RandomTable], rich in nulls and edges. Each value is the text that the input
/// function of its column reads.
public final class RandomRows {
    private final RandomTable table;
    private final Random random;

    public RandomRows(RandomTable table, Random random) {
        this.table = table;
        this.random = random;
    }

    /// A value for each column; empty for null.
    public List<Optional<String>> row() {
        return table.typeNames().stream().map(this::value).toList();
    }

    /// The row after an update, which leaves most values alone.
    public List<Optional<String>> changed(List<Optional<String>> row) {
        List<Optional<String>> next = row();
        return IntStream.range(0, row.size())
                .mapToObj(i -> random.nextInt(3) == 0 ? next.get(i) : row.get(i))
                .toList();
    }

    private Optional<String> value(String type) {
        return random.nextInt(6) == 0 ? Optional.empty() : Optional.of(Values.random(type, random));
    }

    /// A row as an `insert` of the table writes it.
    public static String sql(List<Optional<String>> row) {
        return row.stream()
                .map(value -> value.map(Literals::quoted).orElse("null"))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
