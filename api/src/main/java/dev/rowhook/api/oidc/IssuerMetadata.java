package dev.rowhook.api.oidc;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an issuer says of itself under `/.well-known/openid-configuration`.
record IssuerMetadata(String authorizationEndpoint, String tokenEndpoint, String keys) {

    /// @throws IssuerUnavailableException if it does not say it
    static IssuerMetadata fetch(OidcIssuer issuer, IssuerHttp http) {
        String base = issuer.issuer().replaceFirst("/$", "");
        String text = http.get(base + "/.well-known/openid-configuration");
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IssuerUnavailableException(
                    issuer.issuer() + " says of itself what is no JSON");
        }
        if (!json.path("issuer").asString("").equals(issuer.issuer())) {
            throw new IssuerUnavailableException(
                    "%s says that it is another issuer".formatted(issuer.issuer()));
        }
        return new IssuerMetadata(
                url(issuer, http, json, "authorization_endpoint"),
                url(issuer, http, json, "token_endpoint"),
                url(issuer, http, json, "jwks_uri"));
    }

    private static String url(OidcIssuer issuer, IssuerHttp http, JsonNode json, String name) {
        String url = json.path(name).asString("");
        if (url.isEmpty()) {
            throw new IssuerUnavailableException(
                    "%s does not say its %s".formatted(issuer.issuer(), name));
        }
        return http.checked(url).toString();
    }
}
