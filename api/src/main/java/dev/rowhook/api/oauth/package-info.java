/// The built-in authorization server (OAuth 2): tokens for the command line and for machines.
@NullMarked
package dev.rowhook.api.oauth;

import org.jspecify.annotations.NullMarked;
