/// API tokens of an account.
@NullMarked
package dev.rowhook.api.token;

import org.jspecify.annotations.NullMarked;
