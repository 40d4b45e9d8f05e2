package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.EndpointId;
import dev.rowhook.core.signing.Signer;
import dev.rowhook.core.signing.SigningKey;
import dev.rowhook.core.signing.SigningKeyInUse;

import okhttp3.Headers;
import okhttp3.HttpUrl;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Settings of an endpoint, to be varied.
public record TestEndpoint(EndpointSettings settings) {
    static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
    static final Instant AT = Instant.ofEpochSecond(1_700_000_000);

    public static TestEndpoint at(HttpUrl url) {
        return new TestEndpoint(
                new EndpointSettings(
                        ACCOUNT,
                        new EndpointId(new UUID(0, 2)),
                        url,
                        Headers.EMPTY,
                        Headers.EMPTY,
                        new Auth.None(),
                        TlsIdentity.NONE,
                        new Signer(List.of()),
                        Duration.ofSeconds(5),
                        false));
    }

    TestEndpoint account(AccountId account) {
        EndpointSettings s = settings;
        return of(account, s.headers(), s.secretHeaders(), s.auth(), s.tls(), s.signer(), s);
    }

    TestEndpoint headers(String... namesAndValues) {
        EndpointSettings s = settings;
        Headers headers = Headers.of(namesAndValues);
        return of(s.account(), headers, s.secretHeaders(), s.auth(), s.tls(), s.signer(), s);
    }

    TestEndpoint secretHeaders(String... namesAndValues) {
        EndpointSettings s = settings;
        Headers secrets = Headers.of(namesAndValues);
        return of(s.account(), s.headers(), secrets, s.auth(), s.tls(), s.signer(), s);
    }

    TestEndpoint auth(Auth auth) {
        EndpointSettings s = settings;
        return of(s.account(), s.headers(), s.secretHeaders(), auth, s.tls(), s.signer(), s);
    }

    TestEndpoint tls(TlsIdentity tls) {
        EndpointSettings s = settings;
        return of(s.account(), s.headers(), s.secretHeaders(), s.auth(), tls, s.signer(), s);
    }

    TestEndpoint signedBy(SigningKey... keys) {
        EndpointSettings s = settings;
        Signer signer =
                new Signer(
                        Arrays.stream(keys)
                                .map(key -> new SigningKeyInUse(key, Optional.empty()))
                                .toList());
        return of(s.account(), s.headers(), s.secretHeaders(), s.auth(), s.tls(), signer, s);
    }

    TestEndpoint timeout(Duration timeout) {
        return limited(timeout, settings.gzip());
    }

    TestEndpoint gzip() {
        return limited(settings.timeout(), true);
    }

    private TestEndpoint limited(Duration timeout, boolean gzip) {
        EndpointSettings s = settings;
        return new TestEndpoint(
                new EndpointSettings(
                        s.account(),
                        s.endpoint(),
                        s.url(),
                        s.headers(),
                        s.secretHeaders(),
                        s.auth(),
                        s.tls(),
                        s.signer(),
                        timeout,
                        gzip));
    }

    private static TestEndpoint of(
            AccountId account,
            Headers headers,
            Headers secretHeaders,
            Auth auth,
            TlsIdentity tls,
            Signer signer,
            EndpointSettings rest) {
        return new TestEndpoint(
                new EndpointSettings(
                        account,
                        rest.endpoint(),
                        rest.url(),
                        headers,
                        secretHeaders,
                        auth,
                        tls,
                        signer,
                        rest.timeout(),
                        rest.gzip()));
    }

    WebhookSender sender(HttpClients clients) {
        return new WebhookSender(clients, settings, "Rowhook/test", WebhookSender.KEEP_FAILURES);
    }

    Exchange post(HttpClients clients) {
        return sender(clients).post(request());
    }

    Outcome outcome(HttpClients clients) {
        return post(clients).outcome();
    }

    /// A request with a body of two bytes at the beginning of its array.
    static WebhookRequest request() {
        return WebhookRequest.single("msg_1", "0-1", AT, "{}..".getBytes(UTF_8), 2);
    }

    static WebhookRequest batch(String... ids) {
        return WebhookRequest.batch("bat_1", List.of(ids), AT, "{}..".getBytes(UTF_8), 2);
    }
}
