package dev.rowhook.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.change.RowChange.Action;

import org.junit.jupiter.api.Test;

import java.util.Base64;

final class LogicalMessageBodyTest {
    private static final Relation RELATION = LogicalMessageBody.relation();

    @Test
    void aTextIsKeptAsItIs() {
        RowChange change = decode("größe {\"a\": 1}".getBytes(UTF_8));

        assertThat(change.action()).isEqualTo(Action.MESSAGE);
        assertThat(LogicalMessageBody.prefix(change)).isEqualTo("out.box");
        assertThat(text(change, 1)).isEqualTo("größe {\"a\": 1}");
        assertThat(change.newRow().isNull(2)).isTrue();
    }

    @Test
    void anEmptyOneIsAText() {
        assertThat(text(decode(new byte[0]), 1)).isEmpty();
    }

    @Test
    void whatIsNoTextIsInBase64() {
        for (byte[] content : new byte[][] {{(byte) 0xC3}, {0}, {'a', 0, 'b'}, {(byte) 0xFF}}) {
            RowChange change = decode(content);

            assertThat(change.newRow().isNull(1)).isTrue();
            assertThat(Base64.getDecoder().decode(text(change, 2))).isEqualTo(content);
        }
    }

    private static RowChange decode(byte[] content) {
        return RowChange.decode(LogicalMessageBody.of("out.box", content), RELATION);
    }

    private static String text(RowChange change, int column) {
        Tuple row = change.newRow();
        return new String(row.bytes(), row.offset(column), row.length(column), UTF_8);
    }
}
