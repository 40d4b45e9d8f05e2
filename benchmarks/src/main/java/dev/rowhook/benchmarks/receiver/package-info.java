/// Receives messages as fast as a simple thing can, counts them, and measures how old they are.
@NullMarked
package dev.rowhook.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
