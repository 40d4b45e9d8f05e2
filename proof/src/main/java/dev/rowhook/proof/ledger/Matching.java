package dev.rowhook.proof.ledger;

import dev.rowhook.proof.ledger.Message.Defect;

import java.util.Arrays;

/// Which message told first of which change: the numbers of both, both ways. Immutable.
final class Matching {
    private static final int NONE = -1;

    private final Ledger ledger;
    private final PackedMessages messages;
    private final int[] messageOf;
    private final int[] entryOf;

    private Matching(Ledger ledger, PackedMessages messages) {
        this.ledger = ledger;
        this.messages = messages;
        this.messageOf = new int[ledger.size()];
        this.entryOf = new int[messages.size()];
        Arrays.fill(messageOf, NONE);
        Arrays.fill(entryOf, NONE);
    }

    /// Matches all, and finds the messages to which nothing corresponds.
    static Matching of(
            Ledger ledger, Interest interest, PackedMessages messages, Findings findings) {
        Matching matching = new Matching(ledger, messages);
        for (int number = 0; number < messages.size(); number++) {
            matching.match(number, interest, findings);
        }
        return matching;
    }

    private void match(int number, Interest interest, Findings findings) {
        Message message = messages.get(number);
        int entry = entryOf(message);
        if (entry == NONE) {
            findings.add(new Finding.Invented(message.claim(), message.sequence()));
            return;
        }
        Change change = ledger.get(entry).change();
        if (!interest.wants(change)) {
            findings.add(new Finding.Unwanted(change));
        } else if (messageOf[entry] != NONE) {
            long first = messages.get(messageOf[entry]).sequence();
            findings.add(new Finding.RepeatedInLog(change, first, message.sequence()));
        } else {
            messageOf[entry] = number;
            entryOf[number] = entry;
        }
        if (message.defect() != Defect.NONE) {
            findings.add(new Finding.Mangled(change, message.defect().toString()));
        }
    }

    private int entryOf(Message message) {
        if (message.tellsOnlyKey()) {
            return ledger.findDelete(message.table(), message.key());
        }
        int entry = ledger.find(message.table(), message.row().uid(), message.version());
        boolean same = entry != NONE && ledger.get(entry).change().action() == message.action();
        return same ? entry : NONE;
    }

    Ledger ledger() {
        return ledger;
    }

    /// How many messages there are, matched or not.
    int messages() {
        return entryOf.length;
    }

    Message message(int number) {
        return messages.get(number);
    }

    /// The number of the change that a message was the first to tell of, or -1.
    int entryOf(int message) {
        return entryOf[message];
    }

    /// The number of the message that told of a change first, or -1.
    int messageOf(int entry) {
        return messageOf[entry];
    }

    boolean hasArrived(int entry) {
        return messageOf[entry] != NONE;
    }
}
