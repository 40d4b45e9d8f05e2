package dev.rowhook.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.RowChange.Action;
import dev.rowhook.core.change.RowChange.OldRow;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

final class RowChangeTest {
    private static final int OID = 16_400;
    private static final Relation TABLE =
            new Relation(
                    1,
                    OID,
                    "public",
                    "plant",
                    ReplicaIdentity.DEFAULT,
                    List.of(
                            new Column("id", 23, true, Scalar.NUMBER),
                            new Column("name", 25, false, Scalar.TEXT),
                            new Column("notes", 25, false, Scalar.TEXT)),
                    List.of(0),
                    false);

    @Test
    void aTruncateHasNoRow() {
        RowChange change = RowChange.decode(TruncateBody.of(OID), TABLE);

        assertThat(change.action()).isEqualTo(Action.TRUNCATE);
        assertThat(change.newRow().columns()).isZero();
        assertThat(change.oldRow().columns()).isZero();
        assertThatThrownBy(() -> RowChange.decode(TruncateBody.of(OID + 1), TABLE))
                .isInstanceOf(MalformedChangeException.class);
        assertThatThrownBy(() -> RowChange.decode(new byte[] {TruncateBody.KIND, 0}, TABLE))
                .isInstanceOf(MalformedChangeException.class);
    }

    @Test
    void anInsertHasANewRowOnly() {
        RowChange change = decode(RowBytes.message('I', OID).row('N', "7", "null!", "größer"));

        assertThat(change.action()).isEqualTo(Action.INSERT);
        assertThat(change.oldKind()).isEqualTo(OldRow.NONE);
        assertThat(change.oldRow().columns()).isZero();
        Tuple row = change.newRow();
        assertThat(text(row, 0)).isEqualTo("7");
        assertThat(row.isNull(1)).isTrue();
        assertThat(row.hasText(1)).isFalse();
        assertThat(text(row, 2)).isEqualTo("größer");
    }

    @Test
    void anUpdateMayNameItsOldKey() {
        RowChange change =
                decode(
                        RowBytes.message('U', OID)
                                .row('K', "7", "null!", "null!")
                                .row('N', "8", "", "unchanged!"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.oldKind()).isEqualTo(OldRow.KEY);
        assertThat(change.oldRow().agrees(change.newRow(), 0)).isFalse();
        assertThat(change.newRow().isUnchanged(2)).isTrue();
        assertThat(change.newRow().isNull(2)).isFalse();
        assertThat(change.newRow().length(1)).isZero();
    }

    @Test
    void anUpdateMayHaveNoOldRow() {
        RowChange change = decode(RowBytes.message('U', OID).row('N', "7", "a", "b"));

        assertThat(change.oldKind()).isEqualTo(OldRow.NONE);
        assertThat(text(change.newRow(), 2)).isEqualTo("b");
    }

    @Test
    void aDeleteHasAnOldRowOnly() {
        RowChange change = decode(RowBytes.message('D', OID).row('O', "7", "a", "null!"));

        assertThat(change.action()).isEqualTo(Action.DELETE);
        assertThat(change.oldKind()).isEqualTo(OldRow.FULL);
        assertThat(change.newRow().columns()).isZero();
        assertThat(text(change.oldRow(), 1)).isEqualTo("a");
    }

    @Test
    void nullAndTheEmptyTextAreNotTheSame() {
        RowChange change =
                decode(
                        RowBytes.message('U', OID)
                                .row('O', "7", "", "null!")
                                .row('N', "7", "null!", "null!"));

        assertThat(change.oldRow().agrees(change.newRow(), 0)).isTrue();
        assertThat(change.oldRow().agrees(change.newRow(), 1)).isFalse();
        assertThat(change.oldRow().agrees(change.newRow(), 2)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesEveryMessageCutShort(RowBytes example) {
        byte[] whole = example.toBytes();
        for (int length = 0; length < whole.length; length++) {
            refuses(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesBytesAfterTheMessage(RowBytes example) {
        byte[] whole = example.toBytes();
        refuses(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void refusesWhatIsNotOfTheRelation() {
        refuses(RowBytes.message('I', OID).row('N', "7", "a").toBytes());
        refuses(RowBytes.message('I', OID + 1).row('N', "7", "a", "b").toBytes());
    }

    @Test
    void refusesUnknownCodes() {
        refuses(RowBytes.message('T', OID).row('N', "7", "a", "b").toBytes());
        refuses(RowBytes.message('I', OID).row('K', "7", "a", "b").toBytes());
        refuses(RowBytes.message('D', OID).row('N', "7", "a", "b").toBytes());
        refuses(
                RowBytes.message('U', OID)
                        .row('X', "7", "a", "b")
                        .row('N', "7", "a", "b")
                        .toBytes());
    }

    @Test
    void refusesBinaryValuesAndNegativeLengths() {
        byte[] message = RowBytes.message('I', OID).row('N', "7", "a", "b").toBytes();
        byte[] binary = message.clone();
        binary[8] = 'b';
        refuses(binary);
        byte[] negative = message.clone();
        Arrays.fill(negative, 9, 13, (byte) -1);
        refuses(negative);
    }

    @Test
    void whateverTheBytesNothingElseIsThrown() {
        long seed = System.nanoTime();
        System.out.println("seed of mutated row messages: " + seed);
        Random random = new Random(seed);
        List<byte[]> examples = examples().map(RowBytes::toBytes).toList();
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = mutated(examples.get(random.nextInt(examples.size())), random);
            try {
                touch(RowChange.decode(bytes, TABLE));
                read++;
            } catch (MalformedChangeException _) {
                // The one way to refuse.
            }
        }
        assertThat(read).as("mutations that can be read, seed %d", seed).isPositive();
    }

    static Stream<RowBytes> examples() {
        return Stream.of(
                RowBytes.message('I', OID).row('N', "7", "null!", "größer"),
                RowBytes.message('U', OID).row('N', "7", "a", "unchanged!"),
                RowBytes.message('U', OID)
                        .row('K', "7", "null!", "null!")
                        .row('N', "8", "a", "unchanged!"),
                RowBytes.message('U', OID).row('O', "7", "a", "b").row('N', "7", "", "null!"),
                RowBytes.message('D', OID).row('K', "7", "null!", "null!"),
                RowBytes.message('D', OID).row('O', "7", "a", "b"));
    }

    private static byte[] mutated(byte[] example, Random random) {
        byte[] bytes = example.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                default -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length + 3));
            }
        }
        return bytes;
    }

    /// Reads everything that the change says it has.
    private static void touch(RowChange change) {
        for (Tuple row : List.of(change.oldRow(), change.newRow())) {
            for (int i = 0; i < row.columns(); i++) {
                if (row.hasText(i)) {
                    assertThat(text(row, i)).isNotNull();
                }
            }
        }
    }

    private static RowChange decode(RowBytes message) {
        return RowChange.decode(message.toBytes(), TABLE);
    }

    private static String text(Tuple row, int column) {
        return new String(row.bytes(), row.offset(column), row.length(column), UTF_8);
    }

    private static void refuses(byte[] bytes) {
        assertThatThrownBy(() -> RowChange.decode(bytes, TABLE))
                .isInstanceOf(MalformedChangeException.class);
    }
}
