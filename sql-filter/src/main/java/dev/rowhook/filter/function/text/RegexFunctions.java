package dev.rowhook.filter.function.text;

import com.google.re2j.Pattern;

import dev.rowhook.core.change.Collation.CaseMapping;
import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;
import dev.rowhook.filter.function.text.regex.Letters;
import dev.rowhook.filter.function.text.regex.RegexTranslator;
import dev.rowhook.filter.value.Nothing;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// `~`, `~*`, `!~` and `!~*`.
public final class RegexFunctions {
    private RegexFunctions() {}

    public static void addTo(FunctionTable table) {
        for (String type : List.of("text", "name")) {
            table.make(type + "regexeq", site -> match(site, false, true));
            table.make(type + "regexne", site -> match(site, false, false));
            table.make(type + "icregexeq", site -> match(site, true, true));
            table.make(type + "icregexne", site -> match(site, true, false));
        }
    }

    /// @throws dev.rowhook.filter.EvaluationException 2201B if the pattern is none
    private static Implementation match(Site site, boolean caseless, boolean wanted)
            throws UnsupportedCallException {
        Collations.requireExact(site.collation());
        return switch (site.constants().get(1)) {
            case String constant -> {
                Pattern pattern = RegexTranslator.translate(constant, letters(site, caseless));
                yield arguments -> pattern.matcher((String) arguments[0]).find() == wanted;
            }
            case Nothing nothing when nothing == Nothing.NULL -> _ -> Nothing.NULL;
            default ->
                    throw new UnsupportedCallException(
                            "a regular expression must be constant: write it as a literal");
        };
    }

    private static Letters letters(Site site, boolean caseless) throws UnsupportedCallException {
        CaseMapping mapping = site.collation().caseMapping();
        boolean ascii = mapping == CaseMapping.ASCII;
        LetterCase letters = caseless ? LetterCase.of(site.collation()) : LetterCase.ASCII;
        IntUnaryOperator lower = letters::lower;
        IntUnaryOperator upper = letters::upper;
        return new Letters(ascii || mapping == CaseMapping.SIMPLE, ascii, caseless, lower, upper);
    }
}
