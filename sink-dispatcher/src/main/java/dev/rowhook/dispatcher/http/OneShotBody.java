package dev.rowhook.dispatcher.http;

import okhttp3.MediaType;
import okhttp3.RequestBody;

import okio.BufferedSink;

import java.io.IOException;

/// A JSON body that OkHttp writes once. It would otherwise send a request again by itself, after a
/// 408, a 421, a 503 or on a dead connection.
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final WebhookRequest request;

    OneShotBody(WebhookRequest request) {
        this.request = request;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return request.length();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(request.body(), 0, request.length());
    }
}
