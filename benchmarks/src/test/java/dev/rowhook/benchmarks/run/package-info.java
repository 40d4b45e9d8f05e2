@NullMarked
package dev.rowhook.benchmarks.run;

import org.jspecify.annotations.NullMarked;
