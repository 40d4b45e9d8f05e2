package dev.rowhook.filter.function.text;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;

/// `like` and `ilike`.
public final class LikeFunctions {
    private LikeFunctions() {}

    public static void addTo(FunctionTable table) {
        table.make("textlike", site -> like(site, true));
        table.make("textnlike", site -> like(site, false));
        table.make("namelike", site -> like(site, true));
        table.make("namenlike", site -> like(site, false));
        table.make("texticlike", site -> caseless(site, true));
        table.make("texticnlike", site -> caseless(site, false));
        table.make("nameiclike", site -> caseless(site, true));
        table.make("nameicnlike", site -> caseless(site, false));
        table.binary("like_escape", String.class, String.class, LikeFunctions::withEscape);
    }

    private static Implementation like(Site site, boolean wanted) throws UnsupportedCallException {
        Collations.requireExact(site.collation());
        if (site.constants().get(1) instanceof String constant) {
            LikePattern pattern = new LikePattern(constant);
            return arguments -> pattern.matches((String) arguments[0]) == wanted;
        }
        return arguments ->
                new LikePattern((String) arguments[1]).matches((String) arguments[0]) == wanted;
    }

    private static Implementation caseless(Site site, boolean wanted)
            throws UnsupportedCallException {
        Collations.requireExact(site.collation());
        LetterCase letters = LetterCase.of(site.collation());
        if (site.constants().get(1) instanceof String constant) {
            LikePattern pattern = new LikePattern(letters.lower(constant));
            return arguments -> pattern.matches(letters.lower((String) arguments[0])) == wanted;
        }
        return arguments ->
                new LikePattern(letters.lower((String) arguments[1]))
                                .matches(letters.lower((String) arguments[0]))
                        == wanted;
    }

    /// The pattern with the backslash as its escape.
    private static String withEscape(String pattern, String escape) {
        if (escape.isEmpty()) {
            return pattern.replace("\\", "\\\\");
        }
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw new EvaluationException("22025", "invalid escape string");
        }
        if (escape.equals("\\")) {
            return pattern;
        }
        StringBuilder rewritten = new StringBuilder();
        boolean escaped = false;
        for (int codePoint : pattern.codePoints().toArray()) {
            if (codePoint == escape.codePointAt(0) && !escaped) {
                rewritten.append('\\');
                escaped = true;
            } else {
                if (codePoint == '\\' && !escaped) {
                    rewritten.append('\\');
                }
                rewritten.appendCodePoint(codePoint);
                escaped = false;
            }
        }
        return rewritten.toString();
    }
}
