package dev.rowhook.dispatcher.http;

import okhttp3.Call;
import okhttp3.EventListener;

/// Notes whether any of a request was sent. Travels with the request as its tag.
final class CallProgress extends EventListener {
    private volatile boolean sent;

    /// Listens with what travels with the request.
    static EventListener of(Call call) {
        CallProgress progress = call.request().tag(CallProgress.class);
        return progress == null ? EventListener.NONE : progress;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }

    boolean sent() {
        return sent;
    }
}
