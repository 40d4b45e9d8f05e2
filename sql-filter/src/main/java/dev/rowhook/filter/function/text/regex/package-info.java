/// Postgres's regular expressions, as far as they have equals that are matched in linear time.
@NullMarked
package dev.rowhook.filter.function.text.regex;

import org.jspecify.annotations.NullMarked;
