@NullMarked
package dev.rowhook.benchmarks.report;

import org.jspecify.annotations.NullMarked;
