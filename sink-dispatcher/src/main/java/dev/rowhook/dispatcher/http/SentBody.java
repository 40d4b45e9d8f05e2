package dev.rowhook.dispatcher.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// A body as it goes over the wire: the first `length` bytes of an array.
@SuppressWarnings("ArrayRecordComponent") // The buffer of one sender, used once.
record SentBody(byte[] bytes, int length, boolean compressed) {
    private static final int WORTH_COMPRESSING = 1024;

    static SentBody of(WebhookRequest request, boolean gzip) {
        return gzip && request.length() >= WORTH_COMPRESSING
                ? gzip(request)
                : new SentBody(request.body(), request.length(), false);
    }

    private static SentBody gzip(WebhookRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(request.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, WORTH_COMPRESSING)) {
            gzip.write(request.body(), 0, request.length());
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        byte[] bytes = out.toByteArray();
        return new SentBody(bytes, bytes.length, true);
    }
}
