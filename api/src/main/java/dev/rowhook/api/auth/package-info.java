/// Who asks: by an API token, an access token or a session.
@NullMarked
package dev.rowhook.api.auth;

import org.jspecify.annotations.NullMarked;
