/// Errors as answers: problem details (RFC 9457) with codes.
@NullMarked
package dev.rowhook.api.problem;

import org.jspecify.annotations.NullMarked;
