@NullMarked
package dev.rowhook.backfill.schedule;

import org.jspecify.annotations.NullMarked;
