package dev.rowhook.api.filter;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.Place;
import dev.rowhook.filter.eval.Explanation;
import dev.rowhook.filter.eval.Verdict;

import java.util.Locale;
import java.util.Optional;

/// What a filter says of a change.
///
/// @param verdict `passes`; `fails`; `undecided`: the change lacks a value, and is delivered;
///   `error`: it becomes a dead letter
/// @param decidedBy the part of the filter that decided, or failed
/// @param error what went wrong
record FilterVerdict(
        String verdict,
        @JsonProperty("decided_by") Optional<Part> decidedBy,
        Optional<String> error) {

    /// A part of a filter and what it is: `true`, `false`, `null`, `missing` or `error`.
    record Part(String text, int line, int column, String value) {}

    /// Of a filter that is none.
    static FilterVerdict passing() {
        return new FilterVerdict(word(Verdict.PASSES), Optional.empty(), Optional.empty());
    }

    /// @param filter the text of the filter
    static FilterVerdict of(Explanation explanation, String filter) {
        Place place = Place.of(filter, explanation.span().start());
        return new FilterVerdict(
                explanation.verdict().map(FilterVerdict::word).orElse("error"),
                Optional.of(
                        new Part(
                                explanation.part(),
                                place.line(),
                                place.column(),
                                explanation.value())),
                explanation.error().map(EvaluationException::getMessage));
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
