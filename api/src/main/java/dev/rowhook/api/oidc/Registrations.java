package dev.rowhook.api.oidc;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.oidc.OidcIssuer.Client;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Rowhook as a client of the issuers, as Spring has it. Where people come back to is said by the
/// public URL, whatever a request says of itself. Thread-safe.
@Component
class Registrations implements ClientRegistrationRepository {
    private final Map<String, Issuer> issuers;
    private final PublicUrl url;

    Registrations(Issuers issuers, PublicUrl url) {
        this.issuers =
                issuers.forPeople().stream()
                        .collect(
                                Collectors.toMap(
                                        issuer -> issuer.settings().name(), Function.identity()));
        this.url = url;
    }

    /// The issuer of a registration, if there is one.
    Optional<Issuer> issuer(String name) {
        return Optional.ofNullable(issuers.get(name));
    }

    /// @throws IssuerUnavailableException if the issuer does not say where people sign in
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String name) {
        Issuer issuer = issuers.get(name);
        return issuer == null ? null : registration(issuer, issuer.metadata());
    }

    private ClientRegistration registration(Issuer issuer, IssuerMetadata metadata) {
        String name = issuer.settings().name();
        Client client = issuer.settings().client().orElseThrow();
        ClientRegistration.Builder registration =
                ClientRegistration.withRegistrationId(name)
                        .clientId(client.id())
                        .clientAuthenticationMethod(
                                client.secret().isPresent()
                                        ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                                        : ClientAuthenticationMethod.NONE)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                        .redirectUri(url.at(OidcPaths.CALLBACK + "/" + name).toString())
                        .scope("openid", "profile", "email")
                        .authorizationUri(metadata.authorizationEndpoint())
                        .tokenUri(metadata.tokenEndpoint())
                        .jwkSetUri(metadata.keys())
                        .userNameAttributeName("sub");
        client.secret().ifPresent(secret -> registration.clientSecret(secret.reveal()));
        return registration.build();
    }
}
