/// What was measured, as numbers, JSON and tables.
@NullMarked
package dev.rowhook.benchmarks.report;

import org.jspecify.annotations.NullMarked;
