package dev.rowhook.proof.ledger;

/// Compares the last message of each row with the row as the source has it.
record FinalValues(Matching matching, Findings findings) {
    private static final long UNKNOWN = 0;

    void check() {
        Ledger ledger = matching.ledger();
        for (int row = 0; row < ledger.finalRows(); row++) {
            int entry = ledger.finalEntry(row);
            if (matching.hasArrived(entry)) {
                compare(row, ledger.get(entry).change(), messageOf(entry));
            }
        }
    }

    private Message messageOf(int entry) {
        return matching.message(matching.messageOf(entry));
    }

    private void compare(int row, Change last, Message message) {
        Ledger ledger = matching.ledger();
        if (message.row().rest() != ledger.finalRest(row)) {
            findings.add(new Finding.Mangled(last, "its values are not those of the source"));
        }
        long body = lastBody(last);
        if (body != UNKNOWN && body != ledger.finalBody(row)) {
            findings.add(new Finding.Mangled(last, "its `body` is not that of the source"));
        }
    }

    /// The body in the message of the change, or where that leaves it out in the one before.
    private long lastBody(Change last) {
        Ledger ledger = matching.ledger();
        for (int version = last.version(); version > 0; version--) {
            int entry = ledger.find(last.table(), last.uid(), version);
            if (!matching.hasArrived(entry)) {
                return UNKNOWN;
            }
            Message message = messageOf(entry);
            if (!message.bodyLeftOut()) {
                return message.row().body();
            }
        }
        return UNKNOWN;
    }
}
