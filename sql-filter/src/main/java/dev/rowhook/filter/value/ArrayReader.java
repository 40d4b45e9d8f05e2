package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads one array literal. Used once; not thread-safe.
final class ArrayReader {
    private static final int UNKNOWN = -1;

    private final ArrayScanner scanner;
    private final Function<String, ?> element;
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Integer> lowerBounds = new ArrayList<>();
    private final List<Object> elements = new ArrayList<>();

    /// How many elements each open brace has so far.
    private final List<Integer> counts = new ArrayList<>();

    private boolean dimensionsFixed;
    private boolean delimiterExpected;

    ArrayReader(String text, char delimiter, Function<String, ?> element) {
        this.scanner = new ArrayScanner(text, delimiter);
        this.element = element;
    }

    ArrayValue read() {
        readBounds();
        if (scanner.peek() != '{') {
            throw ArrayScanner.malformed();
        }
        do {
            accept(scanner.next());
        } while (!counts.isEmpty());
        scanner.skipSpace();
        if (!scanner.isAtEnd()) {
            throw ArrayScanner.malformed();
        }
        return elements.isEmpty()
                ? ArrayValue.empty()
                : new ArrayValue(lengths, lowerBounds, elements);
    }

    private void readBounds() {
        scanner.skipSpace();
        while (scanner.skip('[')) {
            addBounds();
            scanner.skipSpace();
        }
        dimensionsFixed = !lengths.isEmpty();
        if (dimensionsFixed) {
            require(scanner.skip('='));
            scanner.skipSpace();
        }
    }

    private void addBounds() {
        requireRoom(lengths.size());
        int first = scanner.bound();
        int lower = scanner.peek() == ':' ? first : 1;
        int upper = scanner.skip(':') ? scanner.bound() : first;
        require(scanner.skip(']'));
        if (upper < lower) {
            throw new EvaluationException("2202E", "upper bound cannot be less than lower bound");
        }
        long length = (long) upper - lower + 1;
        if (upper == Integer.MAX_VALUE || length > Integer.MAX_VALUE) {
            throw new EvaluationException("54000", "array size exceeds the maximum allowed");
        }
        lengths.add((int) length);
        lowerBounds.add(lower);
    }

    private void accept(ArrayScanner.Token token) {
        switch (token) {
            case ArrayScanner.Token.Open _ -> open();
            case ArrayScanner.Token.Close _ -> close();
            case ArrayScanner.Token.Delimiter _ -> {
                require(delimiterExpected);
                delimiterExpected = false;
            }
            case ArrayScanner.Token.Null _ -> add(Nothing.NULL);
            case ArrayScanner.Token.Element(String text) -> {
                requireElementHere();
                add(element.apply(text));
            }
        }
    }

    private void open() {
        require(!delimiterExpected);
        requireRoom(counts.size());
        counts.add(0);
        if (counts.size() > lengths.size()) {
            require(!dimensionsFixed);
            lengths.add(UNKNOWN);
            lowerBounds.add(1);
        }
    }

    private void close() {
        int count = counts.removeLast();
        require(count == 0 || delimiterExpected);
        if (!counts.isEmpty()) {
            counts.set(counts.size() - 1, counts.getLast() + 1);
        }
        int length = lengths.get(counts.size());
        if (length == UNKNOWN) {
            lengths.set(counts.size(), count);
        } else {
            require(length == count);
        }
        delimiterExpected = true;
    }

    private void add(Object value) {
        requireElementHere();
        elements.add(value);
        counts.set(counts.size() - 1, counts.getLast() + 1);
        delimiterExpected = true;
    }

    private void requireElementHere() {
        require(!delimiterExpected);
        dimensionsFixed = true;
        require(counts.size() == lengths.size());
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw ArrayScanner.malformed();
        }
    }

    private static void requireRoom(int dimensions) {
        if (dimensions == ArrayValue.MAX_DIMENSIONS) {
            throw new EvaluationException(
                    "54000", "number of array dimensions exceeds the maximum allowed");
        }
    }
}
