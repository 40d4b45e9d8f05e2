package dev.rowhook.filter.function.text;

import dev.rowhook.filter.EvaluationException;

/// How long a text may become. Postgres's own limit is too much for a process that judges many
/// changes.
final class TextSize {
    private static final long MAX = 16 << 20;

    private TextSize() {}

    /// @throws EvaluationException 54000 if the text to be made is longer
    static void require(long characters) {
        if (characters > MAX) {
            throw new EvaluationException("54000", "the text would be too long");
        }
    }
}
