package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.http.Outcome.Cause;

import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Posts to one endpoint: one call, one request, whatever the answer. Made for virtual threads;
/// thread-safe.
public final class WebhookSender {
    /// Keeps the answers of requests that were not accepted as a whole.
    public static final Predicate<Outcome> KEEP_FAILURES =
            outcome -> !(outcome instanceof Outcome.Accepted);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final EndpointSettings settings;
    private final OkHttpClient client;
    private final Optional<TokenSource> tokens;
    private final RequestHeaders headers;
    private final AnswerReader answers;
    private final KnownSecrets secrets;
    private final String toldUrl;

    /// How to end what is in flight.
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    /// @param keepAnswers to which outcomes the answer is kept
    /// @throws IllegalArgumentException if the TLS identity cannot be used
    public WebhookSender(
            HttpClients clients,
            EndpointSettings settings,
            String userAgent,
            Predicate<Outcome> keepAnswers) {
        Duration timeout = settings.timeout();
        this.settings = settings;
        this.client =
                clients.of(settings.account(), settings.tls())
                        .newBuilder()
                        .callTimeout(timeout)
                        .connectTimeout(
                                timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
                        .readTimeout(Duration.ZERO)
                        .writeTimeout(Duration.ZERO)
                        .build();
        this.tokens =
                settings.auth() instanceof Auth.OAuth2 oauth
                        ? Optional.of(clients.tokens(settings, oauth))
                        : Optional.empty();
        this.headers = new RequestHeaders(settings, userAgent);
        this.answers = new AnswerReader(keepAnswers);
        this.secrets = KnownSecrets.of(settings);
        this.toldUrl = settings.url().newBuilder().query(null).build().toString();
    }

    /// Sends, and waits for the answer.
    public Exchange post(WebhookRequest request) {
        long start = System.nanoTime();
        CallProgress progress = new CallProgress();
        SentBody body = SentBody.of(request, settings.gzip());
        Headers sent = Headers.EMPTY;
        Received received;
        try {
            Optional<Authorization> authorization =
                    tokens.isEmpty() ? Optional.empty() : Optional.of(signIn(tokens.get()));
            sent = headers.of(request, body, authorization);
            Call call = call(sent, body, progress);
            authorization.ifPresent(_ -> shorten(call, start));
            received =
                    Deadline.at(start + settings.timeout().toNanos())
                            .call(() -> execute(call, request, authorization, progress, start));
        } catch (NoTokenException e) {
            received = Received.nothing(Cause.AUTH_TOKEN_FAILED);
        }
        return new Exchange(
                received.outcome(),
                received.wish(),
                request.id(),
                request.at(),
                Duration.ofNanos(System.nanoTime() - start),
                progress.timings(),
                toldUrl,
                headers.masked(sent),
                received.answer());
    }

    /// Ends the calls that are in flight, as if they had failed.
    public void cancelAll() {
        ends.forEach(Runnable::run);
    }

    private Received execute(
            Call call,
            WebhookRequest request,
            Optional<Authorization> authorization,
            CallProgress progress,
            long start) {
        Runnable end = call::cancel;
        ends.add(end);
        try (Response response = call.execute()) {
            if (response.code() == HttpURLConnection.HTTP_UNAUTHORIZED) {
                authorization.ifPresent(this::drop);
            }
            return answers.read(
                    response,
                    request.batch(),
                    () -> authorization.map(secrets::and).orElse(secrets),
                    request.at().plusNanos(System.nanoTime() - start));
        } catch (ProtocolException e) {
            // OkHttp takes a 407 for an answer that only a proxy may give.
            return isProxyAnswer(e)
                    ? Received.status(HttpURLConnection.HTTP_PROXY_AUTH)
                    : Received.nothing(Failures.cause(e, progress.stage()));
        } catch (IOException e) {
            return Received.nothing(Failures.cause(e, progress.stage()));
        } finally {
            ends.remove(end);
        }
    }

    private Call call(Headers sent, SentBody body, CallProgress progress) {
        return client.newCall(
                new Request.Builder()
                        .url(settings.url())
                        .tag(CallProgress.class, progress)
                        .headers(sent)
                        .post(new OneShotBody(body.bytes(), body.length()))
                        .build());
    }

    private Authorization signIn(TokenSource source) throws NoTokenException {
        CompletableFuture<Secret> wait = source.token();
        Runnable end = () -> wait.cancel(false);
        ends.add(end);
        try {
            return Authorization.bearer(
                    wait.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw new NoTokenException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoTokenException();
        } finally {
            ends.remove(end);
        }
    }

    /// The wait for a token counts as a part of the request.
    private void shorten(Call call, long start) {
        long left = settings.timeout().toNanos() - (System.nanoTime() - start);
        call.timeout().timeout(Math.max(left, 1), TimeUnit.NANOSECONDS);
    }

    private void drop(Authorization authorization) {
        tokens.ifPresent(source -> source.drop(authorization.secrets().getFirst()));
    }

    private static boolean isProxyAnswer(ProtocolException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("407");
    }

    /// The authorization server gave no token, or not in time.
    private static final class NoTokenException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
