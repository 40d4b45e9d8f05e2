package dev.rowhook.dispatcher.http;

import okhttp3.MediaType;
import okhttp3.RequestBody;

import okio.BufferedSink;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A body that OkHttp writes once. It would otherwise send a request again by itself, after a 408,
/// a 421, a 503 or on a dead connection.
final class OneShotBody extends RequestBody {
    private final byte[] bytes;
    private final int length;

    OneShotBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    /// None: the request's headers say it.
    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes, 0, length);
    }
}
