package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.dispatcher.message.JsonReader;
import dev.rowhook.dispatcher.message.JsonValue;
import dev.rowhook.dispatcher.message.JsonValue.Members;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an authorization server granted (RFC 6749, 5.1).
record GrantedToken(Secret token, Duration lifetime) {
    private static final Duration UNSAID_LIFETIME = Duration.ofMinutes(5);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    /// What a token may be made of (RFC 6750, 2.1), and a header can carry.
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

    /// Empty if the body grants no bearer token.
    static Optional<GrantedToken> read(byte[] body) {
        return JsonReader.read(body)
                .filter(GrantedToken::isBearer)
                .flatMap(members ->
                        members.text("access_token")
                                .filter(text -> TOKEN.matcher(text).matches())
                                .map(text -> new GrantedToken(Secret.of(text), lifetime(members))));
    }

    private static boolean isBearer(Members members) {
        return members.text("token_type").map("bearer"::equalsIgnoreCase).orElse(true);
    }

    /// Some servers write the number as a string.
    private static Duration lifetime(Members members) {
        String digits =
                switch (members.values().get("expires_in")) {
                    case JsonValue.Numeric(String number) -> number;
                    case JsonValue.Text(String text) -> text;
                    case null, default -> "";
                };
        if (!digits.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return UNSAID_LIFETIME;
        }
        return Duration.ofSeconds(new BigDecimal(digits).min(LONGEST).longValue());
    }
}
