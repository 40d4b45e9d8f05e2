package dev.rowhook.proof.ledger;

/// One thing that is wrong with what arrived. Its text is one line that says what.
public sealed interface Finding {

    /// The kind of it, by name.
    default String kind() {
        return getClass().getSimpleName();
    }

    /// A change was committed, wanted, and never arrived.
    record Lost(Change change) implements Finding {
        @Override
        public String toString() {
            return change + " never came";
        }
    }

    /// A change came before one that committed earlier and that it had to wait for.
    record Reordered(Change earlier, Change later) implements Finding {
        @Override
        public String toString() {
            return "%s came before %s, which committed earlier".formatted(later, earlier);
        }
    }

    /// A message tells of a change that was never committed.
    record Invented(String what, long sequence) implements Finding {
        @Override
        public String toString() {
            return "%s, at sequence %d, was never committed".formatted(what, sequence);
        }
    }

    /// A message tells of a change that the sink does not want.
    record Unwanted(Change change) implements Finding {
        @Override
        public String toString() {
            return change + " came and is not wanted";
        }
    }

    /// A change came under two webhook ids.
    record RepeatedInLog(Change change, long sequence, long again) implements Finding {
        @Override
        public String toString() {
            return "%s is in the log twice: at sequences %d and %d"
                    .formatted(change, sequence, again);
        }
    }

    /// A message came again under its webhook id, and was not the same.
    record Altered(String before, String after) implements Finding {
        @Override
        public String toString() {
            return "%s came again otherwise, as %s".formatted(before, after);
        }
    }

    /// A message does not hold what the source has.
    record Mangled(Change change, String how) implements Finding {
        @Override
        public String toString() {
            return "%s: %s".formatted(change, how);
        }
    }

    /// The sequence, or the commit LSN with the index, does not rise from one change of a row to
    /// the next.
    record SequenceFell(Change earlier, Change later, Place before, Place after)
            implements Finding {
        @Override
        public String toString() {
            return "%s, then %s: from %s to %s".formatted(earlier, later, before, after);
        }
    }

    /// A sink that gets everything in commit order got a transaction with another's changes amid.
    record Interleaved(Change change, long transaction) implements Finding {
        @Override
        public String toString() {
            return "%s came when the rest of its transaction %d had come and others after it"
                    .formatted(change, transaction);
        }
    }

    /// Where a message says that its change is.
    record Place(long sequence, long commitLsn, int commitIndex) {
        boolean isBefore(Place other) {
            boolean rises =
                    commitLsn == other.commitLsn
                            ? commitIndex < other.commitIndex
                            : commitLsn < other.commitLsn;
            return rises && sequence < other.sequence;
        }

        @Override
        public String toString() {
            return "sequence %d (%d, %d)".formatted(sequence, commitLsn, commitIndex);
        }
    }
}
