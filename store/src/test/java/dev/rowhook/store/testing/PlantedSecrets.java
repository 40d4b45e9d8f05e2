package dev.rowhook.store.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Secrets by name, and the search for them in what should hold none of them, however they are
/// written: in the clear, in hex, or in base 64 wherever in the encoded bytes they begin. Their
/// longest run of letters and digits is looked for as well as the whole, as escaping changes
/// nothing of it.
///
/// Not thread-safe.
public final class PlantedSecrets {
    /// Less might stand somewhere by accident.
    private static final int FEWEST = 14;

    private final Map<String, Set<String>> writings = new LinkedHashMap<>();

    /// @return the secret
    public String plant(String name, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Set<String> all = encodings(bytes);
        all.add(secret);
        String core =
                Arrays.stream(secret.split("[^0-9A-Za-z_-]+", -1))
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow();
        if (core.length() >= FEWEST) {
            all.add(core);
            all.addAll(encodings(core.getBytes(StandardCharsets.UTF_8)));
        }
        keep(name, all);
        return secret;
    }

    /// One that is no text.
    public void plant(String name, byte[] secret) {
        keep(name, encodings(secret));
    }

    private void keep(String name, Set<String> all) {
        Set<String> lower =
                all.stream()
                        .map(writing -> writing.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        if (lower.stream().anyMatch(writing -> writing.length() < FEWEST)
                || writings.put(name, lower) != null) {
            throw new IllegalArgumentException(name);
        }
    }

    private static Set<String> encodings(byte[] bytes) {
        Set<String> all = new LinkedHashSet<>();
        all.add(HexFormat.of().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The first and last letters also hold bits of what stands around.
            String inner = encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2);
            all.add(inner);
            all.add(inner.replace('+', '-').replace('/', '_'));
        }
        return all;
    }

    /// The names of all.
    public Set<String> names() {
        return Set.copyOf(writings.keySet());
    }

    /// The names of those that stand in the text.
    public Set<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return writings.entrySet().stream()
                .filter(secret -> secret.getValue().stream().anyMatch(lower::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The same for many places, without those where there is none.
    public Map<String, Set<String>> in(Map<String, String> places) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        places.forEach((place, text) -> {
            Set<String> names = in(text);
            if (!names.isEmpty()) {
                found.put(place, names);
            }
        });
        return found;
    }
}
