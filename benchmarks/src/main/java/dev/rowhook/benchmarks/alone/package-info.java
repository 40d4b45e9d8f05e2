/// The receiver alone: what it takes when nothing but a client of it runs.
@NullMarked
package dev.rowhook.benchmarks.alone;

import org.jspecify.annotations.NullMarked;
