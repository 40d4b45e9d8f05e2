/// Tokens by which machines sign in.
@NullMarked
package dev.rowhook.core.token;

import org.jspecify.annotations.NullMarked;
