package dev.rowhook.proof.ledger;

import dev.rowhook.proof.ledger.Message.Defect;

/// Messages by number, in 64 bytes each. Not thread-safe.
final class PackedMessages {
    private static final int NAMED = 1 << 24;
    private static final int SEALED = 1 << 25;
    private static final int BODY_LEFT_OUT = 1 << 26;

    private final PackedRows rows = new PackedRows(8);

    int size() {
        return rows.size();
    }

    /// Appends a message, and answers its number.
    int add(Message message) {
        Row row = message.row();
        return rows.add(
                row.named() ? row.uid() : message.key(),
                (long) row.version() << 32 | message.commitIndex(),
                flags(message),
                message.commitLsn(),
                message.sequence(),
                row.rest(),
                row.body(),
                message.id());
    }

    private static long flags(Message message) {
        return message.table().code()
                | message.action().code() << 8
                | message.defect().code() << 16
                | (message.row().named() ? NAMED : 0)
                | (message.row().sealed() ? SEALED : 0)
                | (message.bodyLeftOut() ? BODY_LEFT_OUT : 0);
    }

    Message get(int number) {
        int flags = (int) rows.get(number, 2);
        boolean named = (flags & NAMED) != 0;
        long uidOrKey = rows.get(number, 0);
        long versionAndIndex = rows.get(number, 1);
        Row row =
                new Row(
                        named,
                        named ? uidOrKey : 0,
                        (int) (versionAndIndex >>> 32),
                        rows.get(number, 5),
                        rows.get(number, 6),
                        (flags & SEALED) != 0);
        return new Message(
                LedgerTable.of((char) (flags & 255)),
                Action.of((char) (flags >> 8 & 255)),
                row,
                named ? 0 : uidOrKey,
                Defect.of((char) (flags >> 16 & 255)),
                (flags & BODY_LEFT_OUT) != 0,
                rows.get(number, 3),
                (int) versionAndIndex,
                rows.get(number, 4),
                rows.get(number, 7));
    }
}
