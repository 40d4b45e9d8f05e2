/// Dead letters: what they are, what becomes of them, and who ordered it.
@NullMarked
package dev.rowhook.api.delivery.deadletter;

import org.jspecify.annotations.NullMarked;
