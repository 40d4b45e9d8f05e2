package dev.rowhook.dispatcher.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import okio.Buffer;
import okio.BufferedSource;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;

/// Asks an authorization server for a token. Thread-safe.
final class TokenRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MAX_ANSWER_BYTES = 64 << 10;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OkHttpClient client;
    private final Auth.OAuth2 auth;

    TokenRequest(OkHttpClient client, Auth.OAuth2 auth) {
        this.client =
                client.newBuilder()
                        .callTimeout(PATIENCE)
                        .connectTimeout(PATIENCE)
                        .readTimeout(Duration.ZERO)
                        .writeTimeout(Duration.ZERO)
                        .build();
        this.auth = auth;
    }

    /// @throws IOException if there is no token; its message holds nothing of request and answer
    GrantedToken send() throws IOException {
        try (Response response = client.newCall(request()).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("the authorization server answers " + response.code());
            }
            BufferedSource source = response.body().source();
            if (source.request(MAX_ANSWER_BYTES + 1)) {
                throw new IOException("the authorization server's answer is too long");
            }
            return GrantedToken.read(source.readByteArray())
                    .orElseThrow(() ->
                            new IOException("the authorization server's answer has no token"));
        }
    }

    private Request request() throws IOException {
        FormBody.Builder form = new FormBody.Builder();
        form.add("grant_type", "client_credentials");
        if (!auth.scopes().isEmpty()) {
            form.add("scope", String.join(" ", auth.scopes()));
        }
        auth.audience().ifPresent(audience -> form.add("audience", audience));
        Request.Builder request =
                new Request.Builder()
                        .url(auth.tokenUrl())
                        .header("accept", "application/json")
                        .header("accept-encoding", "identity")
                        .header("content-type", FORM);
        if (auth.post()) {
            form.add("client_id", auth.clientId());
            form.add("client_secret", auth.clientSecret().reveal());
        } else {
            request.header("authorization", basic());
        }
        Buffer body = new Buffer();
        form.build().writeTo(body);
        byte[] bytes = body.readByteArray();
        return request.post(new OneShotBody(bytes, bytes.length)).build();
    }

    /// Both parts are encoded as in a form (RFC 6749, 2.3.1).
    private String basic() {
        String pair =
                URLEncoder.encode(auth.clientId(), UTF_8)
                        + ":"
                        + URLEncoder.encode(auth.clientSecret().reveal(), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
