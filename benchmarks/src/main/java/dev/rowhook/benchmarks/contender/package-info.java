/// Who is measured.
@NullMarked
package dev.rowhook.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
