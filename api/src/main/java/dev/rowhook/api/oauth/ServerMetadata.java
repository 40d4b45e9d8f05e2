package dev.rowhook.api.oauth;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the authorization server says of itself: Spring names all that it could do, and we do less.
final class ServerMetadata {
    private ServerMetadata() {}

    static void correct(Map<String, Object> claims) {
        claims.keySet()
                .removeIf(name ->
                        name.startsWith("introspection_")
                                || name.startsWith("dpop_")
                                || name.startsWith("tls_"));
        List<String> methods =
                Stream.of(
                                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                                ClientAuthenticationMethod.CLIENT_SECRET_POST,
                                ClientAuthenticationMethod.NONE)
                        .map(ClientAuthenticationMethod::getValue)
                        .toList();
        claims.put("token_endpoint_auth_methods_supported", methods);
        claims.put("revocation_endpoint_auth_methods_supported", methods);
        claims.put("scopes_supported", List.of(CommandLineClient.SCOPE));
        claims.put(
                "grant_types_supported",
                new ArrayList<>(
                        Stream.of(
                                        AuthorizationGrantType.AUTHORIZATION_CODE,
                                        AuthorizationGrantType.DEVICE_CODE,
                                        AuthorizationGrantType.REFRESH_TOKEN,
                                        AuthorizationGrantType.CLIENT_CREDENTIALS)
                                .map(AuthorizationGrantType::getValue)
                                .toList()));
    }
}
