package dev.rowhook.proof.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;

class RequestReaderTest {
    private static final String SIZED =
            """
            POST /hooks HTTP/1.1\r
            Host: a\r
            content-length:  5\r
            \r
            hello\
            """;
    private static final String CHUNKED =
            """
            POST / HTTP/1.1\r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            3;a=b\r
            hel\r
            2\r
            lo\r
            0\r
            Trailer: x\r
            \r
            """;

    @Test
    void readsOneRequestAfterTheOther() throws IOException {
        RequestReader reader = reader(SIZED + CHUNKED);
        assertThat(reader.awaitRequest()).isTrue();
        assertThat(reader.read()).asString(US_ASCII).isEqualTo("hello");
        assertThat(reader.isPersistent()).isTrue();
        assertThat(reader.awaitRequest()).isTrue();
        assertThat(reader.read()).asString(US_ASCII).isEqualTo("hello");
        assertThat(reader.isPersistent()).isFalse();
        assertThat(reader.awaitRequest()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {SIZED, CHUNKED})
    void refusesWhatIsCutShort(String request) {
        for (int length = 0; length < request.length(); length++) {
            RequestReader reader = reader(request.substring(0, length));
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.0\r\n\r\n",
                "POST / HTTP/1.1\r\nno header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void refusesWhatIsNoRequest(String request) {
        assertThatThrownBy(reader(request)::read).isInstanceOf(IOException.class);
    }

    private static RequestReader reader(String bytes) {
        return new RequestReader(new ByteArrayInputStream(bytes.getBytes(US_ASCII)));
    }
}
