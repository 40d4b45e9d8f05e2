/// Backfills that are made again and again, when their schedules say so.
@NullMarked
package dev.rowhook.backfill.schedule;

import org.jspecify.annotations.NullMarked;
