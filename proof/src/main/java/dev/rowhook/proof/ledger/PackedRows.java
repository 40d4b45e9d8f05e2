package dev.rowhook.proof.ledger;

import java.util.ArrayList;
import java.util.List;

/// A table of numbers that grows, of as many columns as asked for, and holds nothing else: millions
/// of rows are eight bytes a number. Not thread-safe.
final class PackedRows {
    private static final int ROWS_OF_A_CHUNK = 1 << 13;

    private final int width;
    private final List<long[]> chunks = new ArrayList<>();
    private int size;

    PackedRows(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /// Appends a row, and answers its number.
    int add(long... numbers) {
        if (numbers.length != width) {
            throw new IllegalArgumentException("%d columns".formatted(numbers.length));
        }
        int row = size++;
        if (row % ROWS_OF_A_CHUNK == 0) {
            chunks.add(new long[ROWS_OF_A_CHUNK * width]);
        }
        System.arraycopy(numbers, 0, chunks.getLast(), row % ROWS_OF_A_CHUNK * width, width);
        return row;
    }

    long get(int row, int column) {
        return chunks.get(row / ROWS_OF_A_CHUNK)[row % ROWS_OF_A_CHUNK * width + column];
    }
}
