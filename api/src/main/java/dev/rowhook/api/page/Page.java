package dev.rowhook.api.page;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Whole pages as answers.
final class Page {
    private static final Template LAYOUT = Template.of("layout.html");
    private static final Template MESSAGE = Template.of("message.html");
    private static final Template ERROR = Template.of("error.html");
    private static final MediaType HTML =
            new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private Page() {}

    static ResponseEntity<String> of(String title, Html body) {
        return of(HttpStatus.OK, title, body);
    }

    static ResponseEntity<String> of(HttpStatus status, String title, Html body) {
        return answer(status).body(render(title, body));
    }

    /// A page that has nothing to fill in.
    static ResponseEntity<String> message(HttpStatus status, String title, String text) {
        return of(status, title, messageBody(title, text));
    }

    /// Says that the same works later.
    static ResponseEntity<String> later(HttpStatus status, Duration wait, String text) {
        String title = "Not now";
        Html body = messageBody(title, text);
        return answer(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
                .body(render(title, body));
    }

    static ResponseEntity<String> redirect(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }

    /// What was wrong with a form, to stand above it; nothing if it is empty.
    static Html error(String text) {
        return text.isEmpty() ? Html.NONE : ERROR.fill(Map.of("text", text));
    }

    static String render(String title, Html body) {
        return LAYOUT.fill(Map.of("title", title, "body", body)).markup();
    }

    private static Html messageBody(String title, String text) {
        return MESSAGE.fill(Map.of("title", title, "text", text));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status).contentType(HTML).cacheControl(CacheControl.noStore());
    }
}
