/// Sinks that are sent again what they had.
@NullMarked
package dev.rowhook.api.delivery.replay;

import org.jspecify.annotations.NullMarked;
