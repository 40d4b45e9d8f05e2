package dev.rowhook.backfill;

import dev.rowhook.backfill.BackfillFixture.Got;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a receiver has of a table whose first column is its key, after all that it got.
final class Receiver {
    private Receiver() {}

    static Map<Integer, List<String>> after(List<Got> all) {
        Map<Integer, List<String>> rows = new HashMap<>();
        for (Got got : all) {
            switch (got.letter()) {
                case 'U' -> {
                    got.oldKey().map(Integer::valueOf).ifPresent(rows::remove);
                    rows.put(key(got), got.row());
                }
                case 'I', 'r' -> rows.put(key(got), got.row());
                case 'D' -> rows.remove(key(got));
                default -> {}
            }
        }
        return rows;
    }

    private static int key(Got got) {
        return Integer.parseInt(got.row().getFirst());
    }
}
