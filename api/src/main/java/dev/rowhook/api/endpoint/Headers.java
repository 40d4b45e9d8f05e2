package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.core.secret.Secret;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What an endpoint is sent in headers of its own.
record Headers(Map<String, String> plain, Map<String, Secret> encrypted) {
    static final String ENCRYPTED = "encrypted_headers";

    Headers {
        plain = Map.copyOf(plain);
        encrypted = Map.copyOf(encrypted);
    }

    /// Encrypted headers that are not named stay, and go if they are null.
    ///
    /// @param held those that the endpoint has
    static Supplier<Headers> read(Fields fields, Map<String, Secret> held, Binding binding) {
        Supplier<Map<String, String>> plain =
                fields.optional("headers", HeaderRules.headers(), Map.of());
        FieldReader<Secret> secret = HeaderRules.value().then(Secret::of);
        Supplier<Map<String, Optional<Secret>>> edits =
                fields.optional(ENCRYPTED, HeaderRules.nullableHeaders(secret), Map.of());
        if (!fields.isFine()) {
            return () -> new Headers(plain.get(), Map.of());
        }
        boolean allGo = fields.has(ENCRYPTED) && !fields.hasValue(ENCRYPTED);
        Map<String, Secret> kept = allGo ? Map.of() : kept(held, edits.get().keySet());
        if (!binding.holds()) {
            kept.keySet().stream()
                    .sorted()
                    .forEach(
                            name -> fields.refuse(ENCRYPTED, name, Binding.CODE, Binding.detail()));
        }
        Headers headers = new Headers(plain.get(), merged(kept, edits.get()));
        HeaderRules.checkTogether(fields, headers.plain(), headers.encrypted());
        return () -> headers;
    }

    /// Refuses the header that `auth` sets.
    void refuseAuthorization(Fields fields) {
        refuseAuthorization(fields, "headers", plain.keySet());
        refuseAuthorization(fields, ENCRYPTED, encrypted.keySet());
    }

    private static void refuseAuthorization(Fields fields, String field, Set<String> names) {
        names.stream()
                .filter(name -> lower(name).equals(SealedHeaders.AUTHORIZATION))
                .forEach(name ->
                        fields.refuse(field, name, "duplicate", "The header is set by auth."));
    }

    private static Map<String, Secret> kept(Map<String, Secret> held, Set<String> edited) {
        Set<String> names = edited.stream().map(Headers::lower).collect(Collectors.toSet());
        Map<String, Secret> kept = new HashMap<>(held);
        kept.keySet().removeIf(name -> names.contains(lower(name)));
        return kept;
    }

    private static Map<String, Secret> merged(
            Map<String, Secret> kept, Map<String, Optional<Secret>> edits) {
        Map<String, Secret> merged = new HashMap<>(kept);
        edits.forEach((name, edit) -> edit.ifPresent(value -> merged.put(name, value)));
        return merged;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
