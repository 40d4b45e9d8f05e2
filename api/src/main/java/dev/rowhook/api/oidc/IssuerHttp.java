package dev.rowhook.api.oidc;

import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.JudgedSocketFactory;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls one issuer. The operator gave its URL, so that its host is dialled wherever it is; what
/// else the issuer names is dialled under the egress policy of tenants.
///
/// An answer is at most 256 KiB and comes within ten seconds; redirects are not followed. Outside
/// of loopback it is https. Thread-safe.
final class IssuerHttp {
    private static final int MAX_BYTES = 256 << 10;
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final URI issuer;
    private final OkHttpClient trusted;
    private final OkHttpClient judged;

    IssuerHttp(URI issuer, EgressPolicy policy) {
        this.issuer = issuer;
        this.trusted =
                new OkHttpClient.Builder()
                        .callTimeout(WITHIN)
                        .connectTimeout(CONNECT_WITHIN)
                        .followRedirects(false)
                        .proxy(Proxy.NO_PROXY)
                        .build();
        this.judged = trusted.newBuilder().socketFactory(new JudgedSocketFactory(policy)).build();
    }

    /// @throws IssuerUnavailableException if there is no such answer of status 200
    String get(String url) {
        return send(new Request.Builder().url(checked(url)).build());
    }

    /// As [#get].
    String send(Request request) {
        OkHttpClient client = isIssuer(request.url()) ? trusted : judged;
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != 200) {
                throw new IssuerUnavailableException(
                        "%s answers %d".formatted(issuer, response.code()));
            }
            byte[] body = response.body().byteStream().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new IssuerUnavailableException(issuer + " answers too much");
            }
            return new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IssuerUnavailableException(issuer + " does not answer", e);
        }
    }

    /// @throws IssuerUnavailableException if it is no URL to be called
    HttpUrl checked(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null || !(parsed.isHttps() || isIssuer(parsed))) {
            throw new IssuerUnavailableException(issuer + " names a URL that is not https");
        }
        return parsed;
    }

    /// By scheme, host and port.
    private boolean isIssuer(HttpUrl url) {
        HttpUrl own = HttpUrl.get(issuer);
        return own != null
                && own.scheme().equals(url.scheme())
                && own.host().equals(url.host())
                && own.port() == url.port();
    }
}
