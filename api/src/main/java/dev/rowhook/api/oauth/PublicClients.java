package dev.rowhook.api.oauth;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

import java.util.Objects;
import java.util.Set;

/// Lets the command line ask for a device's code, poll for its token, refresh and revoke. The
/// exchange of a code is not among these: there the client proves by PKCE that it asked for it.
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {
    private static final Set<String> GRANTS =
            Set.of(
                    AuthorizationGrantType.REFRESH_TOKEN.getValue(),
                    AuthorizationGrantType.DEVICE_CODE.getValue());

    private static final Set<String> PATHS =
            Set.of("/oauth2/device_authorization", "/oauth2/revoke");

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        boolean named =
                CommandLineClient.ID.equals(request.getParameter(OAuth2ParameterNames.CLIENT_ID));
        boolean proves =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null
                        || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null;
        return named && !proves && isFor(request)
                ? new PublicClientToken(CommandLineClient.ID)
                : null;
    }

    private static boolean isFor(HttpServletRequest request) {
        String grant =
                Objects.requireNonNullElse(
                        request.getParameter(OAuth2ParameterNames.GRANT_TYPE), "");
        return request.getServletPath().equals("/oauth2/token")
                ? GRANTS.contains(grant)
                : PATHS.contains(request.getServletPath());
    }

    @Override
    public Authentication authenticate(Authentication client) {
        return new OAuth2ClientAuthenticationToken(
                CommandLineClient.CLIENT, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return authentication.equals(PublicClientToken.class);
    }
}
