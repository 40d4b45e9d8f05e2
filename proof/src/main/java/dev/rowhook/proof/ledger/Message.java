package dev.rowhook.proof.ledger;

/// What is kept of a message.
///
/// @param row the record
/// @param key of a delete that tells only the key: the key, else 0
/// @param defect what is wrong with the message by itself
/// @param bodyLeftOut whether the message says that it leaves out the column `body`
/// @param sequence the run and the place in it, as one number that rises
/// @param id the digest of the webhook id
record Message(
        LedgerTable table,
        Action action,
        Row row,
        long key,
        Defect defect,
        boolean bodyLeftOut,
        long commitLsn,
        int commitIndex,
        long sequence,
        long id) {

    /// What a message alone can be wrong by.
    enum Defect {
        NONE('n', "nothing"),
        SEAL('s', "its values do not belong together"),
        OLD_VERSION('o', "its `changes` do not say the version before"),
        BODY('b', "its `body` is missing or said to be missing, and should not");

        private final char code;
        private final String text;

        Defect(char code, String text) {
            this.code = code;
            this.text = text;
        }

        char code() {
            return code;
        }

        static Defect of(char code) {
            return switch (code) {
                case 'n' -> NONE;
                case 's' -> SEAL;
                case 'o' -> OLD_VERSION;
                case 'b' -> BODY;
                default -> throw new IllegalArgumentException("no defect: " + code);
            };
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Whether it names its row by the key alone.
    boolean tellsOnlyKey() {
        return !row.named();
    }

    /// The version that the change made. A delete shows the row as it was before.
    int version() {
        return action == Action.DELETE ? row.version() + 1 : row.version();
    }

    /// Which change it claims to be.
    String claim() {
        return tellsOnlyKey()
                ? "%s of the %s with key %d".formatted(action.wireName(), table.sqlName(), key)
                : new Change(table, row.uid(), version(), action).toString();
    }

    Finding.Place place() {
        return new Finding.Place(sequence, commitLsn, commitIndex);
    }
}
