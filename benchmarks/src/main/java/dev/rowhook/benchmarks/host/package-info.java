/// The machine: its processes, what they use, and what it is.
@NullMarked
package dev.rowhook.benchmarks.host;

import org.jspecify.annotations.NullMarked;
