@NullMarked
package dev.rowhook.benchmarks.host;

import org.jspecify.annotations.NullMarked;
