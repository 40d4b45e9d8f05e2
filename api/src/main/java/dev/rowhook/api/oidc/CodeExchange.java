package dev.rowhook.api.oidc;

import dev.rowhook.api.oidc.OidcIssuer.Client;

import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;

import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// Gets the tokens of an issuer for a code that a browser has brought, with the verifier that the
/// browser never showed. Thread-safe.
final class CodeExchange
        implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {
    private final Registrations registrations;

    CodeExchange(Registrations registrations) {
        this.registrations = registrations;
    }

    /// @throws OAuth2AuthorizationException if there are none
    @Override
    public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest grant) {
        Issuer issuer =
                registrations
                        .issuer(grant.getClientRegistration().getRegistrationId())
                        .orElseThrow(() -> failed("there is no such issuer"));
        try {
            String url = grant.getClientRegistration().getProviderDetails().getTokenUri();
            String answer =
                    issuer.http()
                            .send(
                                    request(
                                            issuer,
                                            grant.getAuthorizationExchange(),
                                            Objects.requireNonNull(url, "an issuer has one")));
            JsonNode json = JsonMapper.shared().readTree(answer);
            return OAuth2AccessTokenResponse.withToken(required(json, "access_token"))
                    .tokenType(TokenType.BEARER)
                    .additionalParameters(Map.of("id_token", required(json, "id_token")))
                    .build();
        } catch (IssuerUnavailableException | JacksonException e) {
            throw failed("the issuer gave no tokens");
        }
    }

    private static Request request(
            Issuer issuer, OAuth2AuthorizationExchange exchange, String tokenUrl) {
        OAuth2AuthorizationRequest asked = exchange.getAuthorizationRequest();
        Client client = issuer.settings().client().orElseThrow();
        FormBody.Builder form =
                new FormBody.Builder()
                        .add("grant_type", "authorization_code")
                        .add(
                                "code",
                                Objects.requireNonNullElse(
                                        exchange.getAuthorizationResponse().getCode(), ""))
                        .add("redirect_uri", Objects.requireNonNullElse(asked.getRedirectUri(), ""))
                        .add(
                                "code_verifier",
                                Objects.toString(asked.getAttribute("code_verifier")));
        Request.Builder request =
                new Request.Builder()
                        .url(issuer.http().checked(tokenUrl))
                        .header("Accept", "application/json");
        client.secret()
                .ifPresentOrElse(
                        secret ->
                                request.header(
                                        "Authorization",
                                        Credentials.basic(
                                                encode(client.id()), encode(secret.reveal()))),
                        () -> form.add("client_id", client.id()));
        return request.post(form.build()).build();
    }

    /// RFC 6749, 2.3.1.
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String required(JsonNode json, String name) {
        String text = json.path(name).asString("");
        if (text.isEmpty()) {
            throw failed("the issuer gave no " + name);
        }
        return text;
    }

    private static OAuth2AuthorizationException failed(String why) {
        return new OAuth2AuthorizationException(new OAuth2Error("sign_in_failed", why, null));
    }
}
