package dev.rowhook.filter.syntax;

import dev.rowhook.filter.Span;

/// A name in a filter.
///
/// @param text folded to lower case unless it was quoted, and no longer than 63 bytes
/// @param quoted whether it stood in double quotes
public record Identifier(String text, boolean quoted, Span span) {}
