package dev.rowhook.server.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges what arrived. Pure.
final class Verdict {
    private static final int OTHERS = 4;
    private static final int REFUSALS = 2;

    private final Evidence evidence;
    private final List<Arrival> arrivals;
    private final Acceptances accepted;

    private Verdict(Evidence evidence) {
        this.evidence = evidence;
        this.arrivals = evidence.arrivals();
        this.accepted = Acceptances.of(arrivals);
    }

    static List<Check> of(Evidence evidence) {
        Verdict verdict = new Verdict(evidence);
        return List.of(
                verdict.nothingIsLost(),
                verdict.orderIsKept(),
                verdict.theRefusedRowWaited(),
                verdict.theOthersFlowedOn(),
                verdict.idsAreOfMessages(),
                verdict.everyRequestWasAuthorized(),
                verdict.theTableIsEqual());
    }

    /// The middle latency of what was accepted at the first attempt.
    static Duration medianLatency(List<Arrival> arrivals) {
        List<Duration> sorted =
                arrivals.stream()
                        .filter(arrival -> arrival.isAccepted() && arrival.attempt() == 1)
                        .map(Arrival::latency)
                        .sorted()
                        .toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    private Check nothingIsLost() {
        long twice =
                arrivals.stream()
                        .filter(arrival -> arrival.isAccepted() && arrival.again())
                        .count();
        return new Check(
                "nothing is lost",
                accepted.count() == evidence.made(),
                "%d changes made, %d arrived, %d of them twice"
                        .formatted(evidence.made(), accepted.count(), twice));
    }

    private Check orderIsKept() {
        List<Long> wrong = accepted.rowsOutOfOrder();
        return new Check(
                "each row's changes came in order",
                wrong.isEmpty(),
                wrong.isEmpty()
                        ? "%d rows".formatted(accepted.byRow().size())
                        : "not so in rows " + wrong);
    }

    private Check theRefusedRowWaited() {
        int refusals = 0;
        boolean overtaken = false;
        Set<String> refused = new HashSet<>();
        for (Arrival arrival : arrivals) {
            if (arrival.message().id() != evidence.refusedRow()) {
                continue;
            }
            overtaken |= !refused.isEmpty() && !refused.contains(arrival.webhookId());
            if (arrival.isAccepted()) {
                refused.remove(arrival.webhookId());
            } else {
                refused.add(arrival.webhookId());
                refusals++;
            }
        }
        return new Check(
                "the refused row's later changes waited",
                !overtaken && refusals >= REFUSALS && refused.isEmpty(),
                "%d refusals, then accepted".formatted(refusals));
    }

    private Check theOthersFlowedOn() {
        boolean blocked = false;
        int others = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.message().id() == evidence.refusedRow()) {
                blocked = !arrival.isAccepted();
            } else if (blocked && arrival.isAccepted()) {
                others++;
            }
        }
        return new Check(
                "other rows flowed on meanwhile",
                others >= OTHERS,
                "%d changes of them".formatted(others));
    }

    private Check idsAreOfMessages() {
        Map<String, String> changes = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        boolean fine = true;
        for (Arrival arrival : arrivals) {
            Message message = arrival.message();
            String change = "%d %d %s".formatted(message.id(), message.version(), message.action());
            String id = arrival.webhookId();
            fine &= id.equals(message.webhookId()) && !id.isEmpty();
            fine &= change.equals(changes.computeIfAbsent(id, _ -> change));
            fine &= id.equals(ids.computeIfAbsent(change, _ -> id));
        }
        return new Check(
                "one webhook-id per message",
                fine,
                "%d ids in %d requests".formatted(changes.size(), arrivals.size()));
    }

    private Check everyRequestWasAuthorized() {
        return new Check(
                "every request was authorized",
                evidence.strangers() == 0,
                "%d without the encrypted header".formatted(evidence.strangers()));
    }

    private Check theTableIsEqual() {
        return new Check(
                "the receiver knows the table as it is",
                evidence.differences().isEmpty(),
                evidence.differences().isEmpty()
                        ? "equal in every column"
                        : "rows that differ: " + evidence.differences());
    }
}
