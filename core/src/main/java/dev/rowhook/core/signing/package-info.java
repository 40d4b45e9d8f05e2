/// Signatures of requests by the Standard Webhooks specification.
@NullMarked
package dev.rowhook.core.signing;

import org.jspecify.annotations.NullMarked;
