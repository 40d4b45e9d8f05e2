package dev.rowhook.filter.value;

import java.util.List;
import java.util.Locale;

/// bool.
public enum BooleanType implements ValueType<Boolean> {
    INSTANCE;

    private static final List<String> TRUE = List.of("true", "yes", "on", "1");
    private static final List<String> FALSE = List.of("false", "no", "off", "0");

    /// Whole words and their beginnings, as far as they are of one word only.
    @Override
    public Boolean read(String text) {
        String word = Blanks.strip(text).toLowerCase(Locale.ROOT);
        boolean clear = !word.isEmpty() && !word.equals("o");
        if (clear && TRUE.stream().anyMatch(known -> known.startsWith(word))) {
            return true;
        }
        if (clear && FALSE.stream().anyMatch(known -> known.startsWith(word))) {
            return false;
        }
        throw Errors.invalidText("boolean");
    }

    @Override
    public String write(Boolean value) {
        return value ? "t" : "f";
    }
}
