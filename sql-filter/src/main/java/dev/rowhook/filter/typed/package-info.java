/// A filter after it was typed: every operator and function is one of Postgres's own.
@NullMarked
package dev.rowhook.filter.typed;

import org.jspecify.annotations.NullMarked;
