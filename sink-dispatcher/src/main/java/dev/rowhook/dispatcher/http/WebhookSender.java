package dev.rowhook.dispatcher.http;

import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import okio.BufferedSource;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Posts to one endpoint: one call, one request, whatever the answer. Made for virtual threads;
/// thread-safe.
public final class WebhookSender {
    private static final long MAX_ANSWER_BYTES = 16 << 10;

    private final OkHttpClient client;
    private final HttpUrl url;
    private final Headers headers;
    private final String userAgent;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();

    /// @param headers what the tenant wants to be sent
    public WebhookSender(
            OkHttpClient client, HttpUrl url, Headers headers, Duration timeout, String userAgent) {
        this.client =
                client.newBuilder()
                        .callTimeout(timeout)
                        .connectTimeout(timeout)
                        .readTimeout(Duration.ZERO)
                        .writeTimeout(Duration.ZERO)
                        .eventListenerFactory(CallProgress::of)
                        .build();
        this.url = url;
        this.headers = headers;
        this.userAgent = userAgent;
    }

    /// Sends, and waits for the answer.
    public Outcome post(WebhookRequest request) {
        CallProgress progress = new CallProgress();
        Call call = client.newCall(request(request, progress));
        calls.add(call);
        try (Response response = call.execute()) {
            Outcome outcome =
                    response.isSuccessful()
                            ? new Outcome.Accepted(response.code())
                            : new Outcome.Refused(response.code());
            drain(response.body().source());
            return outcome;
        } catch (ProtocolException e) {
            // OkHttp takes a 407 for an answer that only a proxy may give.
            return isProxyAnswer(e)
                    ? new Outcome.Refused(HttpURLConnection.HTTP_PROXY_AUTH)
                    : new Outcome.Unreachable(Failures.cause(e, progress.sent()));
        } catch (IOException e) {
            return new Outcome.Unreachable(Failures.cause(e, progress.sent()));
        } finally {
            calls.remove(call);
        }
    }

    /// Ends the calls that are in flight, as if they had failed.
    public void cancelAll() {
        calls.forEach(Call::cancel);
    }

    private Request request(WebhookRequest request, CallProgress progress) {
        Headers.Builder all =
                headers.newBuilder()
                        .set("accept-encoding", "identity")
                        .set("user-agent", userAgent)
                        .set("webhook-id", request.id())
                        .set("webhook-timestamp", Long.toString(request.at().getEpochSecond()));
        request.sequence().ifPresent(sequence -> all.set("rowhook-sequence", sequence));
        return new Request.Builder()
                .url(url)
                .tag(CallProgress.class, progress)
                .headers(all.build())
                .post(new OneShotBody(request))
                .build();
    }

    private static boolean isProxyAnswer(ProtocolException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("407");
    }

    /// Reads a short answer to its end, so that the connection can be used again. The outcome is
    /// known already.
    private static void drain(BufferedSource source) {
        try {
            source.request(MAX_ANSWER_BYTES);
        } catch (IOException e) {
            // The connection is not used again.
        }
    }
}
