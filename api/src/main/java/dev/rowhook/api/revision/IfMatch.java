package dev.rowhook.api.revision;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which states of a resource a request is meant for, as its `If-Match` says (RFC 9110, 13.1.1).
public sealed interface IfMatch {

    /// Whatever the state is: the request has no `If-Match`, or `*`.
    record Any() implements IfMatch {}

    /// One of those that have these entity tags.
    record Tags(Set<String> tags) implements IfMatch {
        public Tags {
            tags = Set.copyOf(tags);
        }
    }

    /// The entity tag of a revision.
    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /// What the request says.
    ///
    /// @throws ProblemException 400 if it cannot be read
    static IfMatch of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (lines.isEmpty() || lines.equals(List.of("*"))) {
            return new Any();
        }
        Set<String> tags = new HashSet<>();
        for (String line : lines) {
            if (!Syntax.LIST.matcher(line).matches()) {
                throw ProblemException.of(ProblemCode.INVALID_IF_MATCH);
            }
            Arrays.stream(line.split(",", -1)).map(String::strip).forEach(tags::add);
        }
        return new Tags(tags);
    }

    /// @throws ProblemException 412 if the request is meant for other states than this one
    default void require(long revision) {
        if (this instanceof Tags(Set<String> tags) && !tags.contains(tag(revision))) {
            throw ProblemException.of(
                    ProblemCode.PRECONDITION_FAILED,
                    "It was changed meanwhile: its ETag is %s now.".formatted(tag(revision)));
        }
    }

    /// How the header is written. Tags of ours have no comma; weak ones never match.
    final class Syntax {
        private static final String TAG = "\\s*(?:W/)?\"[\\x21\\x23-\\x2b\\x2d-\\x7e]{0,100}\"\\s*";
        private static final Pattern LIST = Pattern.compile(TAG + "(?:," + TAG + "){0,20}");

        private Syntax() {}
    }
}
