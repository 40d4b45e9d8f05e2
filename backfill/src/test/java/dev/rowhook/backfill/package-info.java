@NullMarked
package dev.rowhook.backfill;

import org.jspecify.annotations.NullMarked;
