package dev.rowhook.proof.ledger;

/// Compares what arrived at a sink with the ledger of its source.
public final class Checker {
    private Checker() {}

    /// Judges what arrived, when all that is to come has come.
    ///
    /// Nothing that is wanted may be missing, and nothing else may have come. First arrivals must
    /// be in the order that is promised. Each change must be in the log once: it bears one webhook
    /// id. What a message holds must be consistent in itself, and in the last message of each row
    /// be what the source has. Sequences and LSNs must rise along the changes of each key.
    public static Verdict check(Ledger ledger, Interest interest, Arrivals arrivals) {
        Findings findings = new Findings();
        Matching matching = Matching.of(ledger, interest, arrivals.messages(), findings);
        long arrived = 0;
        long lost = 0;
        for (int number = 0; number < ledger.size(); number++) {
            Entry entry = ledger.get(number);
            if (matching.hasArrived(number)) {
                arrived++;
            } else if (interest.wants(entry.change()) && !interest.forgives(entry)) {
                lost++;
                findings.add(new Finding.Lost(entry.change()));
            }
        }
        new KeyOrder(matching, interest.order(), findings).check();
        if (interest.order() == Order.SINK) {
            new SinkOrder(matching, findings).check();
        }
        new FinalValues(matching, findings).check();
        arrivals.altered().forEach(findings::add);
        return new Verdict(
                arrived + lost, arrived, arrivals.duplicates(), findings.counts(), findings.kept());
    }
}
