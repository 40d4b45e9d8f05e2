package dev.rowhook.filter.resolve;

import dev.rowhook.core.text.NearNames;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Asks what somebody meant by a name that is not known.
final class NearNameQuestion {
    private NearNameQuestion() {}

    /// A question to put behind an error, such as `: did you mean total?`; nothing if no known name
    /// is near.
    static String of(String name, Collection<String> known) {
        List<String> near = NearNames.of(name, known);
        return near.isEmpty()
                ? ""
                : near.stream()
                        .map(candidate -> "`" + candidate + "`")
                        .collect(Collectors.joining(" or ", ": did you mean ", "?"));
    }
}
