/// Sets a scenario up, lets it run, and measures.
@NullMarked
package dev.rowhook.benchmarks.run;

import org.jspecify.annotations.NullMarked;
