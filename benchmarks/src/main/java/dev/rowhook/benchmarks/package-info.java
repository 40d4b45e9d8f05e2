/// How fast Rowhook is, end to end, and how fast others are.
@NullMarked
package dev.rowhook.benchmarks;

import org.jspecify.annotations.NullMarked;
