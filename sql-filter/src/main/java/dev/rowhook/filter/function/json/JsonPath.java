package dev.rowhook.filter.function.json;

import dev.rowhook.filter.value.JsonText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A walk along a path through a `json`, in the order of its text, as Postgres walks: the last part
/// that the path leads to is the one, also where names repeat. Not thread-safe; one per walk.
final class JsonPath {
    private final List<String> steps;
    private final List<OptionalInt> indexes = new ArrayList<>();
    private Optional<JsonText> found = Optional.empty();

    private JsonPath(List<String> steps) {
        this.steps = steps;
        steps.forEach(step -> indexes.add(PathIndex.read(step)));
    }

    static Optional<JsonText> find(JsonText json, List<String> steps) {
        JsonPath path = new JsonPath(steps);
        path.visit(json, 0, true);
        return path.found;
    }

    /// @param onPath whether the steps before led here
    private void visit(JsonText json, int level, boolean onPath) {
        if (level == steps.size()) {
            if (onPath) {
                found = Optional.of(json);
            }
            return;
        }
        switch (json) {
            case JsonText.Members object -> {
                for (JsonText.Member member : object.members()) {
                    boolean led = onPath && member.name().equals(steps.get(level));
                    visit(member.value(), level + 1, led);
                }
            }
            case JsonText.Array array -> {
                settle(level, array.elements().size());
                int place = 0;
                for (JsonText element : array.elements()) {
                    OptionalInt index = indexes.get(level);
                    boolean led = onPath && index.isPresent() && index.getAsInt() == place;
                    visit(element, level + 1, led);
                    place++;
                }
            }
            default -> {}
        }
    }

    /// Counts a negative index from the end of the first array of its level that is long enough, on
    /// the path or not: from then on it is that number, as it is in Postgres.
    private void settle(int level, int size) {
        OptionalInt index = indexes.get(level);
        if (index.isPresent() && index.getAsInt() < 0 && -index.getAsInt() <= size) {
            indexes.set(level, OptionalInt.of(index.getAsInt() + size));
        }
    }
}
