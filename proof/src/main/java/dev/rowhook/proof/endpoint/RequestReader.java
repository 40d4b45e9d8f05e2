package dev.rowhook.proof.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the requests of one connection: HTTP/1.1, with a body of a given length or in chunks.
///
/// Not thread-safe.
final class RequestReader {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LARGEST_BODY = 1 << 26;

    private final BufferedInputStream in;
    private boolean persistent = true;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// Waits until a request begins to come. Answers false if the connection ends instead.
    boolean awaitRequest() throws IOException {
        in.mark(1);
        boolean began = in.read() >= 0;
        in.reset();
        return began;
    }

    /// Reads a request, and answers its body.
    ///
    /// @throws IOException if the connection ends early, or what comes is no HTTP/1.1
    byte[] read() throws IOException {
        String start = line();
        if (!start.endsWith(" HTTP/1.1")) {
            throw new IOException("no request of HTTP/1.1: " + start);
        }
        Map<String, String> headers = headers();
        boolean chunked =
                Optional.ofNullable(headers.get("transfer-encoding"))
                        .filter("chunked"::equalsIgnoreCase)
                        .isPresent();
        persistent = !"close".equalsIgnoreCase(headers.get("connection"));
        return chunked ? chunks() : exactly(size(headers.getOrDefault("content-length", "0"), 10));
    }

    /// Whether the client will send another request after the one that was read last.
    boolean isPersistent() {
        return persistent;
    }

    /// Waits until the client sends something more, or ends the connection.
    void awaitMore() throws IOException {
        in.read();
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            size = size(line().split(";", 2)[0].strip(), 16);
            body.write(exactly(size));
            if (body.size() > LARGEST_BODY) {
                throw new IOException("a body of more than %d bytes".formatted(LARGEST_BODY));
            }
            if (size > 0) {
                line();
            }
        } while (size > 0);
        // Trailers, up to an empty line.
        headers();
        return body.toByteArray();
    }

    private static int size(String digits, int radix) throws IOException {
        try {
            int size = Integer.parseInt(digits, radix);
            if (size < 0 || size > LARGEST_BODY) {
                throw new IOException("no size of a body: " + digits);
            }
            return size;
        } catch (NumberFormatException e) {
            throw new IOException("no size of a body: " + digits, e);
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("%d of %d bytes".formatted(bytes.length, size));
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new EOFException("a line that does not end");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
