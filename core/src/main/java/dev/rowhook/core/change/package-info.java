/// Changes as the source says them: relations, tuples and the types of their values.
@NullMarked
package dev.rowhook.core.change;

import org.jspecify.annotations.NullMarked;
