@NullMarked
package dev.rowhook.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
