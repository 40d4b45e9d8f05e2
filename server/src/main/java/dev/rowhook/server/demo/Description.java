package dev.rowhook.server.demo;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A change in a few words: a row's main columns, or what an update changed.
final class Description {
    private static final List<String> MAIN = List.of("customer", "plan", "status", "mrr");
    private static final Set<String> COUNTED = Set.of("version");

    private Description() {}

    static String of(Message message) {
        return message.action().equals("update") ? changes(message) : row(message.row());
    }

    private static String row(JsonNode row) {
        return MAIN.stream()
                .map(column -> text(row.path(column)))
                .collect(Collectors.joining(" · "));
    }

    private static String changes(Message message) {
        Stream<String> changed =
                message.changes().propertyNames().stream()
                        .filter(column -> !COUNTED.contains(column));
        return changed.map(column ->
                        "%s %s → %s"
                                .formatted(
                                        column,
                                        text(message.changes().path(column)),
                                        text(message.row().path(column))))
                .collect(Collectors.joining(", "));
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
