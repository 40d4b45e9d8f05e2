@NullMarked
package dev.rowhook.benchmarks.backfill;

import org.jspecify.annotations.NullMarked;
