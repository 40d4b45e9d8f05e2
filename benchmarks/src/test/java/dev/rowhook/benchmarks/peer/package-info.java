@NullMarked
package dev.rowhook.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
