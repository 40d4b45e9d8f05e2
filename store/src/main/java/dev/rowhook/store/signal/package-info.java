/// What processes tell each other by notifications of our own Postgres.
@NullMarked
package dev.rowhook.store.signal;

import org.jspecify.annotations.NullMarked;
