@NullMarked
package dev.rowhook.filter.resolve;

import org.jspecify.annotations.NullMarked;
