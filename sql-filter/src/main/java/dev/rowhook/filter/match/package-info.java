/// What sinks want of the changes of a table, and whether they want this one.
@NullMarked
package dev.rowhook.filter.match;

import org.jspecify.annotations.NullMarked;
