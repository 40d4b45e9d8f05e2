package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.signing.Signer;

import okhttp3.Headers;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Writes the headers of requests to one endpoint: what the tenant wants, and what is ours to say.
/// Immutable.
final class RequestHeaders {
    private static final String AUTHORIZATION = "authorization";

    /// Nobody else says these. The API refuses them, and so they are not told here.
    private static final Set<String> OURS =
            Set.of(
                    "host",
                    "connection",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "expect",
                    "accept-encoding",
                    "user-agent");

    private final Headers fixed;
    private final Set<String> secretNames = new HashSet<>();
    private final boolean hasSecrets;
    private final Signer signer;

    RequestHeaders(EndpointSettings settings, String userAgent) {
        Headers.Builder all = new Headers.Builder();
        setAll(settings.headers(), all);
        setAll(settings.secretHeaders(), all);
        secretNames.add(AUTHORIZATION);
        for (String name : settings.secretHeaders().names()) {
            secretNames.add(name.toLowerCase(Locale.ROOT));
        }
        Authorization.fixed(settings.auth())
                .ifPresent(auth -> all.set(AUTHORIZATION, auth.value().reveal()));
        this.fixed = all.add("accept-encoding", "identity").add("user-agent", userAgent).build();
        this.hasSecrets =
                settings.auth() instanceof Auth.OAuth2
                        || secretNames.stream().anyMatch(name -> fixed.get(name) != null);
        this.signer = settings.signer();
    }

    private static void setAll(Headers headers, Headers.Builder all) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i).toLowerCase(Locale.ROOT);
            boolean ours =
                    OURS.contains(name)
                            || name.startsWith("content-")
                            || name.startsWith("webhook-")
                            || name.startsWith("rowhook-");
            if (!ours) {
                all.set(headers.name(i), headers.value(i));
            }
        }
    }

    /// The headers of a request whose body goes over the wire as `body`.
    Headers of(WebhookRequest request, SentBody body, Optional<Authorization> authorization) {
        long seconds = request.at().getEpochSecond();
        Headers.Builder all = fixed.newBuilder();
        authorization.ifPresent(auth -> all.set(AUTHORIZATION, auth.value().reveal()));
        all.addAll(request.attributes());
        all.add("content-type", request.contentType());
        if (body.compressed()) {
            all.add("content-encoding", "gzip");
        }
        all.add("webhook-id", request.id());
        all.add("webhook-timestamp", Long.toString(seconds));
        signer.sign(request.id(), seconds, body.bytes(), 0, body.length())
                .ifPresent(signature -> all.add("webhook-signature", signature));
        request.sequence().ifPresent(sequence -> all.add("rowhook-sequence", sequence));
        if (request.redriven()) {
            all.add("rowhook-redriven", "true");
        }
        if (request.replayRun() > 0) {
            all.add("rowhook-replay", Integer.toString(request.replayRun()));
        }
        return all.build();
    }

    /// What may be told of headers that were sent.
    Headers masked(Headers sent) {
        if (!hasSecrets) {
            return sent;
        }
        Headers.Builder masked = new Headers.Builder();
        for (int i = 0; i < sent.size(); i++) {
            String name = sent.name(i);
            boolean secret = secretNames.contains(name.toLowerCase(Locale.ROOT));
            masked.addUnsafeNonAscii(name, secret ? Secret.MASK : sent.value(i));
        }
        return masked.build();
    }
}
