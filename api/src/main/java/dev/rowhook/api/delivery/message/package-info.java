/// Whether a message was delivered.
@NullMarked
package dev.rowhook.api.delivery.message;

import org.jspecify.annotations.NullMarked;
