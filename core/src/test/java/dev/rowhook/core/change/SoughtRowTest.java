package dev.rowhook.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.core.change.SoughtRow.Answer;
import dev.rowhook.core.testing.RowBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SoughtRowTest {
    private static final TableName TABLE = new TableName("public", "item");
    private static final int OID = 9;

    /// `id` is the key; then `code` is; then the table has no `id` any more.
    private final SoughtRow row =
            new SoughtRow(
                    TABLE,
                    List.of(
                            relation(1, ReplicaIdentity.DEFAULT, 0, "id", "code"),
                            relation(2, ReplicaIdentity.DEFAULT, 1, "id", "code"),
                            relation(3, ReplicaIdentity.DEFAULT, 0, "code", "note"),
                            relation(4, ReplicaIdentity.FULL, 0, "id", "code")),
                    Map.of("id", "7"));

    private static Relation relation(
            int version, ReplicaIdentity identity, int key, String... columns) {
        return new Relation(
                version,
                OID,
                TABLE.schema(),
                TABLE.table(),
                identity,
                Stream.of(columns)
                        .map(name -> new Column(name, 25, columns[key].equals(name), Scalar.TEXT))
                        .toList(),
                List.of(key),
                false);
    }

    private Answer answer(int version, char kind, String change) {
        RowBytes bytes = RowBytes.message(kind, OID);
        for (String part : change.split(" / ", -1)) {
            bytes.row(part.charAt(0), part.substring(2).split(" ", -1));
        }
        return row.of(version, bytes.toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "1, I, N 7 a, YES",
        "1, I, N 70 a, NO",
        "1, I, N null! 7, NO",
        "1, U, N 7 b, YES",
        "1, U, N 8 b, NO",
        "1, U, K 7 null! / N 8 a, YES",
        "1, U, K 8 null! / N 7 a, YES",
        "1, U, K 8 null! / N 9 a, NO",
        "1, D, K 7 null!, YES",
        "1, D, K 8 null!, NO",
        "2, I, N 7 a, YES",
        "2, U, N 8 a, UNKNOWN",
        "2, U, N 7 a, YES",
        "2, U, N unchanged! a, UNKNOWN",
        "2, D, K null! a, UNKNOWN",
        "3, I, N a b, UNKNOWN",
        "4, U, O 7 a / N unchanged! b, YES",
        "4, U, O 8 a / N unchanged! b, NO",
        "4, D, O 7 a, YES",
        "5, I, N 7 a, NO"
    })
    void aChangeIsOfTheRowIfItHasTheKeyBeforeOrAfter(
            int version, char kind, String change, Answer expected) {
        assertThat(answer(version, kind, change)).isEqualTo(expected);
    }

    @Test
    void whatCannotBeReadIsNotKnown() {
        byte[] insert = RowBytes.message('I', OID).row('N', "7", "a").toBytes();
        for (int length = 1; length < insert.length; length++) {
            byte[] cut = Arrays.copyOf(insert, length);
            assertThat(row.of(1, cut)).isEqualTo(Answer.UNKNOWN);
        }
        assertThat(row.of(1, new byte[] {ErasedBody.KIND, 'I'})).isEqualTo(Answer.NO);
    }

    @Test
    void itsKeyIsThatOfTheVersionsWhoseKeyHasTheSameColumns() {
        assertThat(row.keys()).containsExactly(List.of("7"));
        assertThat(row.versions()).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(row).hasToString("row with a key of 1 columns");
    }
}
