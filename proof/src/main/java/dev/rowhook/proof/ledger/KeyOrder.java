package dev.rowhook.proof.ledger;

/// Looks along the changes of each key, in the order in which they committed, whether the messages
/// rise with them.
record KeyOrder(Matching matching, Order promised, Findings findings) {
    private static final int NONE = -1;

    void check() {
        for (int number = 0; number < matching.ledger().size(); number++) {
            if (matching.hasArrived(number)) {
                check(number);
            }
        }
    }

    private void check(int number) {
        Entry entry = matching.ledger().get(number);
        LedgerTable table = entry.change().table();
        int before = lastArrived(table, entry.key(), entry.turn());
        compare(before, number);
        int beforeOfOldKey = lastArrived(table, entry.oldKey(), entry.oldTurn());
        if (beforeOfOldKey != before) {
            compare(beforeOfOldKey, number);
        }
    }

    /// The last change of a key before this turn that has arrived, or -1.
    private int lastArrived(LedgerTable table, long key, int turn) {
        for (int earlier = turn - 1; earlier > 0; earlier--) {
            int number = matching.ledger().atTurn(table, key, earlier);
            if (matching.hasArrived(number)) {
                return number;
            }
        }
        return NONE;
    }

    private void compare(int earlier, int later) {
        if (earlier == NONE) {
            return;
        }
        int first = matching.messageOf(earlier);
        int second = matching.messageOf(later);
        Change before = matching.ledger().get(earlier).change();
        Change after = matching.ledger().get(later).change();
        if (first > second && promised != Order.NONE) {
            findings.add(new Finding.Reordered(before, after));
            return;
        }
        Finding.Place from = matching.message(first).place();
        Finding.Place to = matching.message(second).place();
        if (!from.isBefore(to)) {
            findings.add(new Finding.SequenceFell(before, after, from, to));
        }
    }
}
