package dev.rowhook.proof.ledger;

/// Looks along all messages whether they are in commit order: their places rise, the changes of a
/// transaction come one after the other, and in the order in which they were made.
record SinkOrder(Matching matching, Findings findings) {

    void check() {
        LongIndex transactions = new LongIndex();
        int last = -1;
        for (int number = 0; number < matching.messages(); number++) {
            int entry = matching.entryOf(number);
            if (entry < 0) {
                continue;
            }
            Entry changed = matching.ledger().get(entry);
            boolean begun =
                    transactions.putIfAbsent(Digest.of(changed.transaction(), 0), entry) >= 0;
            if (last >= 0) {
                compare(last, entry, begun);
            }
            last = entry;
        }
    }

    private void compare(int before, int after, boolean begun) {
        Entry first = matching.ledger().get(before);
        Entry second = matching.ledger().get(after);
        boolean together = first.transaction() == second.transaction();
        if (together && before > after) {
            findings.add(new Finding.Reordered(second.change(), first.change()));
        } else if (!together && begun) {
            findings.add(new Finding.Interleaved(second.change(), second.transaction()));
        }
        Finding.Place from = matching.message(matching.messageOf(before)).place();
        Finding.Place to = matching.message(matching.messageOf(after)).place();
        if (!from.isBefore(to)) {
            findings.add(new Finding.SequenceFell(first.change(), second.change(), from, to));
        }
    }
}
