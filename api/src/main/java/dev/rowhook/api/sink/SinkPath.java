package dev.rowhook.api.sink;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a sink adds to the path of its endpoint's URL: nothing, or segments that can only go down.
/// It cannot leave the origin, however it is joined.
final class SinkPath {
    private static final int MAX_LENGTH = 1000;
    private static final Pattern PATH =
            Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*");

    private SinkPath() {}

    static FieldReader<String> reader() {
        return Readers.text()
                .then(path -> {
                    if (path.length() > MAX_LENGTH
                            || path.startsWith("//")
                            || !PATH.matcher(path).matches()
                            || Arrays.stream(path.split("/", -1)).anyMatch(SinkPath::isRelative)) {
                        throw new InvalidFieldException(
                                "invalid_path",
                                "Expected a path such as /orders, escaped, without query,"
                                        + " '..' or '//'.");
                    }
                    return path;
                });
    }

    private static boolean isRelative(String segment) {
        String decoded = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
        return decoded.equals(".") || decoded.equals("..");
    }
}
