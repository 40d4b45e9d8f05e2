/// The evaluation of typed filters on changes.
@NullMarked
package dev.rowhook.filter.eval;

import org.jspecify.annotations.NullMarked;
