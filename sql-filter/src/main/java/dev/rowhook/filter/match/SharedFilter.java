package dev.rowhook.filter.match;

import dev.rowhook.filter.eval.ChangedRow;
import dev.rowhook.filter.eval.Filter;

import java.util.Optional;

/// A filter that several sinks have: of each change it is evaluated once at most, whoever asks. Not
/// thread-safe.
final class SharedFilter {
    private final Filter filter;
    private long change;
    private Ruling ruling = Ruling.BROKEN;
    private Optional<RuntimeException> failure = Optional.empty();
    private long evaluations;

    SharedFilter(Filter filter) {
        this.filter = filter;
    }

    Filter filter() {
        return filter;
    }

    /// @param number of the change that `row` holds, which rises from 1
    Ruling ruling(long number, ChangedRow row) {
        if (number != change) {
            change = number;
            evaluations++;
            ruling = evaluate(row);
        }
        return ruling;
    }

    /// Judges another row beside the change.
    Ruling rulingOf(ChangedRow row) {
        return evaluate(row);
    }

    /// Why the last evaluation failed, if it did.
    Optional<RuntimeException> failure() {
        return failure;
    }

    long evaluations() {
        return evaluations;
    }

    private Ruling evaluate(ChangedRow row) {
        failure = Optional.empty();
        try {
            return switch (filter.test(row)) {
                case PASSES -> Ruling.WANTED;
                case FAILS -> Ruling.UNWANTED;
                case UNDECIDED -> Ruling.UNDECIDED;
            };
        } catch (RuntimeException e) {
            // Also a fault of ours: one change of one sink must not stop a whole database.
            failure = Optional.of(e);
            return Ruling.FAILED;
        }
    }
}
