/// A receiver that applies what it gets, and the tables that it must end equal to: backfilled while
/// they are written to.
@NullMarked
package dev.rowhook.proof.mirror;

import org.jspecify.annotations.NullMarked;
