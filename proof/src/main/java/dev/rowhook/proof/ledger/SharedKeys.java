package dev.rowhook.proof.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The keys that the writers of a load contend for. Thread-safe.
final class SharedKeys {
    private static final int KNOWN = 5_000;
    private static final int VACANT = 64;

    private final Numbers numbers;
    private final Map<LedgerTable, KeyPool> known = new EnumMap<>(LedgerTable.class);
    private final Map<LedgerTable, KeyPool> vacant = new EnumMap<>(LedgerTable.class);
    private final Queue<KeyRange> ranges = new ConcurrentLinkedQueue<>();

    SharedKeys(Numbers numbers) {
        this.numbers = numbers;
        for (LedgerTable table : LedgerTable.KEYED) {
            known.put(table, new KeyPool(KNOWN));
            vacant.put(table, new KeyPool(VACANT));
        }
    }

    Numbers numbers() {
        return numbers;
    }

    KeyPool known(LedgerTable table) {
        return Objects.requireNonNull(known.get(table));
    }

    KeyPool vacant(LedgerTable table) {
        return Objects.requireNonNull(vacant.get(table));
    }

    /// Ranges of keys that were inserted together, the oldest first.
    Queue<KeyRange> ranges() {
        return ranges;
    }

    /// The keys of a table from one number to another.
    record KeyRange(LedgerTable table, long first, long last) {
        int size() {
            return Math.toIntExact(last - first + 1);
        }
    }
}
