/// Who asks: the account of a bearer token.
@NullMarked
package dev.rowhook.api.auth;

import org.jspecify.annotations.NullMarked;
