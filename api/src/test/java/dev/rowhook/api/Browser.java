package dev.rowhook.api;

import dev.rowhook.api.contract.Contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without scripts: it keeps cookies, fills the forms of the page it is on, and stands at
/// a network address of its own. It follows no redirect by itself.
final class Browser {
    static final String SESSION = "__Host-rowhook";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final URI server;
    private final String address;
    private final HttpClient http;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Optional<Page> page = Optional.empty();

    record Page(int status, String text, HttpResponse<String> response) {
        String location() {
            return response.headers().firstValue("Location").orElse("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// What a hidden field of the page holds.
        String hidden(String name) {
            return Objects.requireNonNull(hiddenFields(text).get(name), name);
        }
    }

    Browser(URI server) {
        this.server = server;
        int number = ADDRESSES.incrementAndGet();
        this.address = "127.7.%d.%d".formatted(number / 250, 1 + number % 250);
        this.http = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
    }

    String address() {
        return address;
    }

    String session() {
        return cookies.getOrDefault(SESSION, "");
    }

    void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    Page get(String path) {
        return go(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    /// Sends the first form of the page that it is on, with these fields filled in.
    Page submit(String action, Map<String, String> fields) {
        Map<String, String> form = hiddenFields(page().text());
        form.putAll(fields);
        return post(action, form);
    }

    /// Sends a form of another making.
    Page post(String path, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return go(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    /// Follows where the last answer leads.
    Page follow() {
        return get(page().location());
    }

    /// A request of a script on a page of ours; an empty token is not sent.
    Page api(String method, String path, String csrfToken, String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header(
                                "Content-Type",
                                method.equals("PATCH")
                                        ? "application/merge-patch+json"
                                        : "application/json")
                        .method(method, BodyPublishers.ofString(json));
        return go(csrfToken.isEmpty() ? request : request.header("X-CSRF-Token", csrfToken));
    }

    String csrfToken() {
        String me = get("/v1/me").text();
        Matcher token = Pattern.compile("\"csrf_token\":\"([^\"]+)\"").matcher(me);
        if (!token.find()) {
            throw new AssertionError(me);
        }
        return token.group(1);
    }

    Page go(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpRequest built = request.build();
            HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
            Contract.shared().check(built, response);
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            page = Optional.of(new Page(response.statusCode(), response.body(), response));
            return page();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Page page() {
        return page.orElseThrow();
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(name.length() + 1));
        }
    }

    private static Map<String, String> hiddenFields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        String form = html.contains("</form>") ? html.substring(0, html.indexOf("</form>")) : html;
        Matcher field = HIDDEN.matcher(form);
        while (field.find()) {
            fields.put(field.group(1), field.group(2).replace("&amp;", "&"));
        }
        return fields;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
