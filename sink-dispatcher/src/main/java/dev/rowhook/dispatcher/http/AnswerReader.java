package dev.rowhook.dispatcher.http;

import okhttp3.Headers;
import okhttp3.Response;

import okio.BufferedSource;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Makes an outcome of an answer, and keeps the beginning of those that are asked for. Immutable.
///
/// @param keepAnswers to which outcomes the answer is kept
record AnswerReader(Predicate<Outcome> keepAnswers) {
    private static final int MAX_KEPT_BYTES = 16 << 10;
    private static final int MAX_HEADER_CHARS = 8 << 10;

    /// The longest body that is looked at as a list of failed messages.
    private static final int MAX_LIST_BYTES = 256 << 10;

    /// @param secrets what is blanked in a kept answer
    /// @throws IOException if the answer of a batch, which may hold a list, breaks off
    Received read(
            Response response,
            Collection<String> batch,
            Supplier<KnownSecrets> secrets,
            Instant now)
            throws IOException {
        BufferedSource body = response.body().source();
        Outcome outcome = outcome(response, body, batch, now);
        Optional<Answer> answer = Optional.empty();
        if (keepAnswers.test(outcome)) {
            answer = Optional.of(keep(response, body, secrets.get()));
        } else {
            isEndBefore(body, MAX_KEPT_BYTES);
        }
        return new Received(outcome, wish(response), answer);
    }

    private static Outcome outcome(
            Response response, BufferedSource body, Collection<String> batch, Instant now)
            throws IOException {
        int status = response.code();
        if (!response.isSuccessful()) {
            return new Outcome.Refused(status, RetryAfter.read(response.headers(), now));
        }
        return batch.isEmpty() || !beginsLikeAnObject(body) || body.request(MAX_LIST_BYTES + 1)
                ? new Outcome.Accepted(status)
                : FailedList.judge(status, body.getBuffer().snapshot().toByteArray(), batch);
    }

    private static boolean beginsLikeAnObject(BufferedSource body) throws IOException {
        for (long at = 0; at < MAX_LIST_BYTES && body.request(at + 1); at++) {
            byte next = body.getBuffer().getByte(at);
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next == '{';
            }
        }
        return false;
    }

    private static Wish wish(Response response) {
        if (response.code() == HttpURLConnection.HTTP_GONE) {
            return Wish.DISABLE;
        }
        String header = response.header("webhook-delivery");
        return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
            case "disable" -> Wish.DISABLE;
            case "abort-message" -> Wish.ABORT_MESSAGE;
            default -> Wish.NONE;
        };
    }

    /// A compressed body is kept as it came. Secrets cannot be found in it, so it is not kept where
    /// it may echo one.
    private static Answer keep(Response response, BufferedSource body, KnownSecrets secrets) {
        // A secret that begins before the cut is found as a whole.
        int looked = MAX_KEPT_BYTES + secrets.longest();
        boolean complete = isEndBefore(body, looked);
        boolean encoded = !"identity".equals(response.header("content-encoding", "identity"));
        if (encoded && secrets.longest() > 0) {
            return new Answer(
                    response.code(), blanked(response.headers(), secrets), new byte[0], false);
        }
        long there = Math.min(body.getBuffer().size(), looked);
        byte[] text = secrets.blank(body.getBuffer().snapshot((int) there).toByteArray());
        return new Answer(
                response.code(),
                blanked(response.headers(), secrets),
                Arrays.copyOf(text, Math.min(text.length, MAX_KEPT_BYTES)),
                complete && text.length <= MAX_KEPT_BYTES);
    }

    /// Reads so many bytes; whether the body ends before. The outcome is known already, so a body
    /// that breaks off is no failure.
    private static boolean isEndBefore(BufferedSource body, int bytes) {
        try {
            return !body.request(bytes);
        } catch (IOException e) {
            // The connection is not used again.
            return false;
        }
    }

    private static Headers blanked(Headers headers, KnownSecrets secrets) {
        Headers.Builder kept = new Headers.Builder();
        int chars = 0;
        for (int i = 0; i < headers.size(); i++) {
            String value = secrets.blank(headers.value(i));
            chars += headers.name(i).length() + value.length();
            if (chars > MAX_HEADER_CHARS) {
                break;
            }
            kept.addUnsafeNonAscii(headers.name(i), value);
        }
        return kept.build();
    }
}
