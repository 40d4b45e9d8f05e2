@NullMarked
package dev.rowhook.filter.function;

import org.jspecify.annotations.NullMarked;
