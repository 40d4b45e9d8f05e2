/// How fast the API's lists are where there is much of everything.
@NullMarked
package dev.rowhook.benchmarks.lists;

import org.jspecify.annotations.NullMarked;
