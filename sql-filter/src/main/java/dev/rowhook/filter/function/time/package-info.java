/// Functions of dates, times and intervals. All is of UTC.
@NullMarked
package dev.rowhook.filter.function.time;

import org.jspecify.annotations.NullMarked;
