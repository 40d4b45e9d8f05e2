package dev.rowhook.api.request;

import dev.rowhook.core.secret.Secret;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Readers of the kinds of values that requests hold.
public final class Readers {
    private Readers() {}

    /// A string without NUL, which Postgres cannot store, and without half of a surrogate pair,
    /// which UTF-8 cannot write.
    public static FieldReader<String> text() {
        return value -> {
            if (!value.isString()) {
                throw wrongType("a string");
            }
            String text = value.stringValue();
            if (text.indexOf('\0') >= 0) {
                throw new InvalidFieldException("invalid", "The text holds a NUL character.");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new InvalidFieldException("invalid", "The text is no Unicode.");
            }
            return text;
        };
    }

    /// A string of at least one character and at most `maxLength`.
    public static FieldReader<String> text(int maxLength) {
        return text().then(text -> checkLength(text, maxLength));
    }

    /// A secret of at least one character and at most `maxLength`.
    public static FieldReader<Secret> secret(int maxLength) {
        return text(maxLength).then(Secret::of);
    }

    /// A whole number from `min` to `max`.
    public static FieldReader<Integer> integer(int min, int max) {
        return wholeNumber(min, max).then(Math::toIntExact);
    }

    /// A whole number from `min` to `max`.
    public static FieldReader<Long> wholeNumber(long min, long max) {
        return value -> {
            if (!value.isIntegralNumber()) {
                throw wrongType("a whole number");
            }
            if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
                throw new InvalidFieldException(
                        "out_of_range", "Expected %d to %d.".formatted(min, max));
            }
            return value.longValue();
        };
    }

    /// A number as it was written, but without an exponent, and at most `maxLength` long.
    public static FieldReader<String> number(int maxLength) {
        return value -> {
            if (!value.isNumber()) {
                throw wrongType("a number");
            }
            if (value.isIntegralNumber()) {
                return checkLength(value.bigIntegerValue().toString(), maxLength);
            }
            BigDecimal number = value.decimalValue();
            // An exponent of a few characters can stand for a billion zeros.
            if (Math.abs((long) number.scale()) > maxLength) {
                throw tooLong(maxLength);
            }
            return checkLength(number.toPlainString(), maxLength);
        };
    }

    /// `true` or `false`.
    public static FieldReader<Boolean> flag() {
        return value -> {
            if (!value.isBoolean()) {
                throw wrongType("true or false");
            }
            return value.booleanValue();
        };
    }

    /// A duration from `min` to `max`, as [Durations] writes it.
    public static FieldReader<Duration> duration(Duration min, Duration max) {
        return text().then(text -> {
            Duration duration =
                    Durations.parse(text)
                            .orElseThrow(() ->
                                    new InvalidFieldException(
                                            "invalid_duration",
                                            "Expected a duration such as"
                                                    + " \"500ms\", \"30s\""
                                                    + " or \"10m\"."));
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new InvalidFieldException(
                        "out_of_range",
                        "Expected %s to %s.".formatted(Durations.write(min), Durations.write(max)));
            }
            return duration;
        });
    }

    /// One of some words.
    public static FieldReader<String> oneOf(String... words) {
        List<String> known = List.of(words);
        return text().then(text -> {
            if (!known.contains(text)) {
                throw new InvalidFieldException(
                        "unknown_value", "Expected one of: " + String.join(", ", known) + ".");
            }
            return text;
        });
    }

    /// A list of at least `min` and at most `max` values, no two of them equal.
    public static <T> FieldReader<List<T>> list(int min, int max, FieldReader<T> reader) {
        return value -> {
            if (!value.isArray()) {
                throw wrongType("a list");
            }
            if (value.size() < min || value.size() > max) {
                throw new InvalidFieldException(
                        "out_of_range", "Expected %d to %d entries.".formatted(min, max));
            }
            List<T> list = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                T item = readAt(Integer.toString(i), value.get(i), reader);
                if (list.contains(item)) {
                    throw new InvalidFieldException("duplicate", "The list has this twice.")
                            .within(Integer.toString(i));
                }
                list.add(item);
            }
            return List.copyOf(list);
        };
    }

    /// An object of free names, each of which `names` takes or refuses, and values of one kind. A
    /// name that is null counts as absent.
    public static <T> FieldReader<Map<String, T>> map(
            FieldReader.Step<String, String> names, FieldReader<T> values) {
        return nullableMap(names, values)
                .then(read -> {
                    Map<String, T> map = new LinkedHashMap<>();
                    read.forEach(
                            (name, value) -> value.ifPresent(present -> map.put(name, present)));
                    return map;
                });
    }

    /// The same, with those names that are null.
    public static <T> FieldReader<Map<String, Optional<T>>> nullableMap(
            FieldReader.Step<String, String> names, FieldReader<T> values) {
        return object -> {
            if (!object.isObject()) {
                throw wrongType("an object");
            }
            Map<String, Optional<T>> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                FieldReader<Optional<T>> entry =
                        node -> {
                            names.apply(property.getKey());
                            return node.isNull()
                                    ? Optional.empty()
                                    : Optional.of(values.read(node));
                        };
                map.put(property.getKey(), readAt(property.getKey(), property.getValue(), entry));
            }
            return map;
        };
    }

    private static <T> T readAt(String segment, JsonNode value, FieldReader<T> reader)
            throws InvalidFieldException {
        try {
            return reader.read(value);
        } catch (InvalidFieldException e) {
            throw e.within(segment);
        }
    }

    private static String checkLength(String text, int maxLength) throws InvalidFieldException {
        if (text.isEmpty()) {
            throw new InvalidFieldException("empty", "The value may not be empty.");
        }
        if (text.length() > maxLength) {
            throw tooLong(maxLength);
        }
        return text;
    }

    private static InvalidFieldException tooLong(int maxLength) {
        return new InvalidFieldException(
                "too_long", "The value has more than %d characters.".formatted(maxLength));
    }

    static InvalidFieldException wrongType(String expected) {
        return new InvalidFieldException("wrong_type", "Expected " + expected + ".");
    }
}
