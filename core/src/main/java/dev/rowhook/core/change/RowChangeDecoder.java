package dev.rowhook.core.change;

import dev.rowhook.core.BackfillId;
import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/// Reads one row message of `pgoutput` from front to end. Used once, by one thread.
final class RowChangeDecoder {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] body;
    private final int columns;
    private int at;

    RowChangeDecoder(byte[] body, int columns) {
        this.body = body;
        this.columns = columns;
    }

    RowChange decode() {
        byte code = nextByte();
        RowChange change =
                switch (code) {
                    case 'I' -> newRow(Action.INSERT);
                    case 'U' -> update();
                    case 'D' -> delete();
                    case TruncateBody.KIND -> truncate();
                    case LogicalMessageBody.KIND -> newRow(Action.MESSAGE);
                    case BackfillBody.READ -> read();
                    case BackfillBody.STARTED -> mark(Action.BACKFILL_STARTED);
                    case BackfillBody.COMPLETED -> mark(Action.BACKFILL_COMPLETED);
                    default -> throw unknown("message", code);
                };
        if (at != body.length) {
            throw new MalformedChangeException(
                    "%d bytes after the change".formatted(body.length - at));
        }
        return change;
    }

    private RowChange newRow(Action action) {
        int relation = nextInt();
        byte code = nextByte();
        if (code != 'N') {
            throw unknown("row", code);
        }
        return new RowChange(action, relation, OldRow.NONE, Tuple.ABSENT, row());
    }

    private RowChange update() {
        int relation = nextInt();
        byte code = nextByte();
        OldRow oldKind = OldRow.NONE;
        Tuple oldRow = Tuple.ABSENT;
        if (code != 'N') {
            oldKind = oldKind(code);
            oldRow = row();
            code = nextByte();
        }
        if (code != 'N') {
            throw unknown("row", code);
        }
        return new RowChange(Action.UPDATE, relation, oldKind, oldRow, row());
    }

    private RowChange delete() {
        int relation = nextInt();
        OldRow oldKind = oldKind(nextByte());
        return new RowChange(Action.DELETE, relation, oldKind, row(), Tuple.ABSENT);
    }

    private RowChange truncate() {
        return new RowChange(Action.TRUNCATE, nextInt(), OldRow.NONE, Tuple.ABSENT, Tuple.ABSENT);
    }

    private RowChange read() {
        int relation = nextInt();
        Optional<BackfillId> backfill = Optional.of(backfill());
        byte code = nextByte();
        if (code != 'N') {
            throw unknown("row", code);
        }
        return new RowChange(Action.READ, relation, OldRow.NONE, Tuple.ABSENT, row(), backfill);
    }

    private RowChange mark(Action action) {
        int relation = nextInt();
        return new RowChange(
                action, relation, OldRow.NONE, Tuple.ABSENT, Tuple.ABSENT, Optional.of(backfill()));
    }

    private BackfillId backfill() {
        long most = (long) nextInt() << 32 | (nextInt() & 0xFFFFFFFFL);
        long least = (long) nextInt() << 32 | (nextInt() & 0xFFFFFFFFL);
        return new BackfillId(new UUID(most, least));
    }

    private OldRow oldKind(byte code) {
        return switch (code) {
            case 'K' -> OldRow.KEY;
            case 'O' -> OldRow.FULL;
            default -> throw unknown("row", code);
        };
    }

    private Tuple row() {
        int count = (nextByte() & 0xFF) << 8 | (nextByte() & 0xFF);
        if (count != columns) {
            throw new MalformedChangeException(
                    "row of %d columns where the relation has %d".formatted(count, columns));
        }
        int[] spans = new int[2 * count];
        for (int i = 0; i < spans.length; i += 2) {
            byte code = nextByte();
            switch (code) {
                case 't' -> {
                    int length = nextInt();
                    if (length < 0 || length > body.length - at) {
                        throw early();
                    }
                    spans[i] = at;
                    spans[i + 1] = length;
                    at += length;
                }
                case 'n' -> spans[i + 1] = Tuple.NULL;
                case 'u' -> spans[i + 1] = Tuple.UNCHANGED;
                case 'b' ->
                        throw new MalformedChangeException("value in binary at byte " + (at - 1));
                default -> throw unknown("value", code);
            }
        }
        return new Tuple(body, spans);
    }

    private byte nextByte() {
        if (at == body.length) {
            throw early();
        }
        return body[at++];
    }

    private int nextInt() {
        if (body.length - at < Integer.BYTES) {
            throw early();
        }
        int value = (int) INT.get(body, at);
        at += Integer.BYTES;
        return value;
    }

    private MalformedChangeException early() {
        return new MalformedChangeException("change ends early, at byte " + at);
    }

    private MalformedChangeException unknown(String what, byte code) {
        return new MalformedChangeException(
                "unknown %s code %d at byte %d".formatted(what, code, at - 1));
    }
}
