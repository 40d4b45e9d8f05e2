/// Functions of Postgres, by the names that its own source gives them.
@NullMarked
package dev.rowhook.filter.function;

import org.jspecify.annotations.NullMarked;
