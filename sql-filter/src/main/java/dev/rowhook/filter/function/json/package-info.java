/// Functions of `json` and `jsonb`.
@NullMarked
package dev.rowhook.filter.function.json;

import org.jspecify.annotations.NullMarked;
