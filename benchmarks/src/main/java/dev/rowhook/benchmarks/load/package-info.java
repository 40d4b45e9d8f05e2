/// What commits the rows.
@NullMarked
package dev.rowhook.benchmarks.load;

import org.jspecify.annotations.NullMarked;
