package dev.rowhook.backfill.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class CopyRowTest {

    @Test
    void valuesAreBetweenTabs() {
        assertThat(read("1\t\tabc\n")).containsExactly("1", "", "abc");
    }

    @Test
    void escapesAreUndone() {
        assertThat(read("a\\tb\\nc\\\\d\\re\\bf\\fg\\vh\t\\\\N\n"))
                .containsExactly("a\tb\nc\\d\re\bf\fg\u000Bh", "\\N");
    }

    @Test
    void nullIsNoText() {
        assertThat(read("\\N\tN\t\\N\n")).containsExactly(null, "N", null);
    }

    @Test
    void manyColumnsAreRead() {
        assertThat(read("x\t".repeat(1599) + "y\n")).hasSize(1600).endsWith("x", "y");
    }

    @Test
    void aRowServesAfterAnother() {
        CopyRow row = new CopyRow();
        row.read(bytes("1\t2\n"));
        row.read(bytes("3\n"));

        assertThat(row.fields()).isEqualTo(1);
        assertThat(row.text(0)).isEqualTo("3");
    }

    @Test
    void aRowThatIsCutIsRefused() {
        byte[] whole = bytes("a\\tb\t\\N\tü\n");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new CopyRow().read(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\n", "\\x\n", "\\Nx\n", "x\\N\n"})
    void whatIsNoRowIsRefused(String text) {
        assertThatThrownBy(() -> new CopyRow().read(bytes(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> read(String text) {
        CopyRow row = new CopyRow();
        row.read(bytes(text));
        List<String> values = new ArrayList<>();
        for (int field = 0; field < row.fields(); field++) {
            values.add(row.isNull(field) ? null : row.text(field));
        }
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
