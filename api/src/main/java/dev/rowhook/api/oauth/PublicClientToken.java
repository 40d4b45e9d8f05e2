package dev.rowhook.api.oauth;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

import java.io.Serial;
import java.util.Map;

/// A client that names itself and proves nothing: what it sends along, a refresh token or the code
/// of a device, does.
final class PublicClientToken extends OAuth2ClientAuthenticationToken {
    @Serial private static final long serialVersionUID = 1L;

    PublicClientToken(String clientId) {
        super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
    }
}
