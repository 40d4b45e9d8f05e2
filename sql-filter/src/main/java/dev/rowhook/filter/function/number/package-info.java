/// Functions of numbers and booleans.
@NullMarked
package dev.rowhook.filter.function.number;

import org.jspecify.annotations.NullMarked;
