/// What is told of a sink's deliveries, and what all of its resources have in common.
@NullMarked
package dev.rowhook.api.delivery;

import org.jspecify.annotations.NullMarked;
