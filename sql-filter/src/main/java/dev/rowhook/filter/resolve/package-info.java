/// Types a filter against a table by Postgres's own catalogue and rules: which operator is meant,
/// what a literal is, what is cast to what.
@NullMarked
package dev.rowhook.filter.resolve;

import org.jspecify.annotations.NullMarked;
