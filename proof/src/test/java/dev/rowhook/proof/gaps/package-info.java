/// What must end as a gap that is told by name, or with nothing lost.
@NullMarked
package dev.rowhook.proof.gaps;

import org.jspecify.annotations.NullMarked;
