/// Secrets: masked in memory, sealed at rest under a data key per account.
@NullMarked
package dev.rowhook.core.secret;

import org.jspecify.annotations.NullMarked;
