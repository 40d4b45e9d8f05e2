package dev.rowhook.filter.eval;

import dev.rowhook.filter.EvaluationException;
import dev.rowhook.filter.Span;

import java.util.Optional;

/// Why a filter says of a change what it says.
///
/// @param verdict empty if it fails with an error
/// @param span the place of the part of the filter that decided, or failed
/// @param part its text
/// @param value what it is: `true`, `false`, `null`, `missing` if the change lacks a value, or
///   `error`
/// @param error what went wrong
public record Explanation(
        Optional<Verdict> verdict,
        Span span,
        String part,
        String value,
        Optional<EvaluationException> error) {}
