/// OAuth 2 clients of an account.
@NullMarked
package dev.rowhook.api.client;

import org.jspecify.annotations.NullMarked;
