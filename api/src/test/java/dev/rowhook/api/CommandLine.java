package dev.rowhook.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `rowhook` command line, as far as it signs in. A program that listens at the callback is
/// played: what the browser is sent there is read from the answer that sends it.
final class CommandLine {
    static final String CALLBACK = "http://127.0.0.1:49152/callback";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final ApiServer server;
    private final Client client;
    final String verifier = UUID.randomUUID().toString() + UUID.randomUUID();

    CommandLine(ApiServer server) {
        this.server = server;
        this.client = new Client(server.uri(), "");
    }

    /// A path of the authorization server for someone's browser, with a parameter changed.
    String authorize(String changed, String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "rowhook-cli");
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("scope", "rowhook");
        parameters.put("state", "st&te");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        if (value.isEmpty()) {
            parameters.remove(changed);
        } else {
            parameters.put(changed, value);
        }
        return "/oauth2/authorize?" + encoded(parameters);
    }

    String authorize() {
        return authorize("client_id", "rowhook-cli");
    }

    /// Where the browser of someone who is signed in is sent after they said yes.
    String callback(Browser browser) {
        Browser.Page consent = browser.get(authorize());
        assertThat(consent.location()).startsWith(server.uri() + "/consent?");
        browser.follow();
        return browser.submit("/oauth2/authorize", Map.of()).location();
    }

    static String code(String location) {
        Matcher code = CODE.matcher(location);
        assertThat(code.find()).as(location).isTrue();
        return code.group(1);
    }

    Client.Answer exchange(String code, String usedVerifier) {
        return token(
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", CALLBACK,
                        "client_id", "rowhook-cli",
                        "code_verifier", usedVerifier));
    }

    /// The whole way through someone's browser.
    Tokens signIn(Browser browser) {
        return new Tokens(exchange(code(callback(browser)), verifier));
    }

    Client.Answer refresh(String refreshToken) {
        return token(
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "rowhook-cli",
                        "refresh_token", refreshToken));
    }

    Client.Answer poll(String deviceCode) {
        return token(
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id", "rowhook-cli",
                        "device_code", deviceCode));
    }

    Client.Answer token(Map<String, String> form) {
        return post("/oauth2/token", form);
    }

    Client.Answer post(String path, Map<String, String> form) {
        return client.send(
                client.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    private String challenge() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + Browser.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
