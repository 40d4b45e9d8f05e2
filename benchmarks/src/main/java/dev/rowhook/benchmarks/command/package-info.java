/// `rowhook bench`.
@NullMarked
package dev.rowhook.benchmarks.command;

import org.jspecify.annotations.NullMarked;
