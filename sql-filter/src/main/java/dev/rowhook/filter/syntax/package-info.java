/// The text of a filter, read by Postgres's own rules: tokens, precedence, keywords. Nothing here
/// knows a table or a type.
@NullMarked
package dev.rowhook.filter.syntax;

import org.jspecify.annotations.NullMarked;
