/// Connections that fail on demand.
@NullMarked
package dev.rowhook.proof.net;

import org.jspecify.annotations.NullMarked;
