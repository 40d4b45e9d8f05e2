/// Reads the present rows of tables in pages and hands them to the reader of their database.
@NullMarked
package dev.rowhook.backfill;

import org.jspecify.annotations.NullMarked;
