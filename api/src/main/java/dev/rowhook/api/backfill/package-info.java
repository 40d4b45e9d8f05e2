/// Backfills: tables that are read into a sink, on request and by schedules.
@NullMarked
package dev.rowhook.api.backfill;

import org.jspecify.annotations.NullMarked;
