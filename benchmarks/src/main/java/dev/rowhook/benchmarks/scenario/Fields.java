package dev.rowhook.benchmarks.scenario;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fields of one object of a file. It remembers which were asked for, and knows by that which
/// are unknown. Not thread-safe.
final class Fields {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final JsonNode object;
    private final String where;
    private final Set<String> known = new LinkedHashSet<>();

    /// @param where the file and the object in it, for messages
    /// @throws InvalidScenarioException if it is no object
    Fields(JsonNode object, String where) {
        if (!object.isObject()) {
            throw new InvalidScenarioException(where + ": expected fields, found " + shown(object));
        }
        this.object = object;
        this.where = where;
    }

    String text(String name) {
        JsonNode value = required(name);
        if (!value.isString() || value.asString().isBlank()) {
            throw wrong(name, "must be a text", value);
        }
        return value.asString();
    }

    int integer(String name, int min, int max) {
        return integer(name, required(name), min, max);
    }

    int integer(String name, int min, int max, int otherwise) {
        return optional(name).map(value -> integer(name, value, min, max)).orElse(otherwise);
    }

    private int integer(String name, JsonNode value, int min, int max) {
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong(name, "must be a whole number from %d to %d".formatted(min, max), value);
        }
        if (value.asInt() < min || value.asInt() > max) {
            throw wrong(name, "must be from %d to %d".formatted(min, max), value);
        }
        return value.asInt();
    }

    Duration duration(String name, Duration max) {
        return duration(name, required(name), max);
    }

    Duration duration(String name, Duration max, Duration otherwise) {
        return optional(name).map(value -> duration(name, value, max)).orElse(otherwise);
    }

    private Duration duration(String name, JsonNode value, Duration max) {
        Matcher text = DURATION.matcher(value.isString() ? value.asString() : "");
        if (!text.matches()) {
            throw wrong(name, "must be a duration such as 10ms, 30s or 5m", value);
        }
        long number = Long.parseLong(text.group(1));
        Duration duration =
                switch (text.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    default -> Duration.ofMinutes(number);
                };
        if (duration.compareTo(max) > 0) {
            throw wrong(name, "must be at most %d s".formatted(max.toSeconds()), value);
        }
        return duration;
    }

    JsonNode required(String name) {
        return optional(name)
                .orElseThrow(() ->
                        new InvalidScenarioException(
                                "%s: the field '%s' is missing".formatted(where, name)));
    }

    private Optional<JsonNode> optional(String name) {
        known.add(name);
        JsonNode value = object.path(name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    /// To be asked when all fields were.
    ///
    /// @throws InvalidScenarioException if there is one that nobody asked for
    void refuseUnknown() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new InvalidScenarioException(
                        "%s: there is no field '%s'. The fields are %s"
                                .formatted(where, name, String.join(", ", known)));
            }
        }
    }

    InvalidScenarioException wrong(String name, String expectation, JsonNode value) {
        return wrong(name, "%s, not %s".formatted(expectation, shown(value)));
    }

    InvalidScenarioException wrong(String name, String problem) {
        return new InvalidScenarioException(
                "%s: the field '%s' %s".formatted(where, name, problem));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
