/// Pages of tables: in which order, by which SQL, and how their rows become bodies of the log.
@NullMarked
package dev.rowhook.backfill.page;

import org.jspecify.annotations.NullMarked;
