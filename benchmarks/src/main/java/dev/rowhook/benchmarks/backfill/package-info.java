/// How fast backfills are, and what they do to the changes that go on beside them.
@NullMarked
package dev.rowhook.benchmarks.backfill;

import org.jspecify.annotations.NullMarked;
