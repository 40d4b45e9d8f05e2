/// Whether endpoints that are dead slow down those that are well.
@NullMarked
package dev.rowhook.benchmarks.fairness;

import org.jspecify.annotations.NullMarked;
