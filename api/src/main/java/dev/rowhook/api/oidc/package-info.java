/// External issuers, by OpenID Connect: their bearer tokens, and the sign-in of people through
/// them.
@NullMarked
package dev.rowhook.api.oidc;

import org.jspecify.annotations.NullMarked;
