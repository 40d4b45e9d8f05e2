package dev.rowhook.filter.resolve;

import dev.rowhook.filter.FilterTable;
import dev.rowhook.filter.typed.Typed;

/// A filter whose types are settled.
///
/// @param root is boolean
public record ResolvedFilter(String text, FilterTable table, Typed root) {}
