/// Functions of arrays.
@NullMarked
package dev.rowhook.filter.function.array;

import org.jspecify.annotations.NullMarked;
