/// Random filters and random rows, and Postgres to judge them.
@NullMarked
package dev.rowhook.filter.random;

import org.jspecify.annotations.NullMarked;
