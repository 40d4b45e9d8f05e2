/// The attempts of a sink, and their counts.
@NullMarked
package dev.rowhook.api.delivery.attempt;

import org.jspecify.annotations.NullMarked;
