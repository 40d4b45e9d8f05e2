@NullMarked
package dev.rowhook.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
