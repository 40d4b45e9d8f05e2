/// Requests that are sent twice and done once.
@NullMarked
package dev.rowhook.api.idempotency;

import org.jspecify.annotations.NullMarked;
