package dev.rowhook.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A piece of a page with places to fill, written `{{name}}`. What fills one is escaped, unless it
/// is [Html].
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    private final String source;

    private Template(String source) {
        this.source = source;
    }

    /// The template in a file beside this class.
    static Template of(String file) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(file))) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalStateException if a place is left empty
    Html fill(Map<String, ?> values) {
        return new Html(
                PLACE.matcher(source)
                        .replaceAll(place -> {
                            Object value = values.get(place.group(1));
                            if (value == null) {
                                throw new IllegalStateException("nothing for " + place.group());
                            }
                            Html html =
                                    value instanceof Html made ? made : Html.text(value.toString());
                            return Matcher.quoteReplacement(html.markup());
                        }));
    }
}
