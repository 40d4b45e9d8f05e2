/// An HTTP endpoint that misbehaves on demand.
@NullMarked
package dev.rowhook.proof.endpoint;

import org.jspecify.annotations.NullMarked;
