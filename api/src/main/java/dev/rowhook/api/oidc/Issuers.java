package dev.rowhook.api.oidc;

import dev.rowhook.api.auth.IssuerSource;
import dev.rowhook.api.auth.TrustedIssuer;
import dev.rowhook.api.page.ExternalSignIn;
import dev.rowhook.api.signin.user.AppUser;
import dev.rowhook.core.egress.EgressPolicy;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The external issuers that the operator configured, if there are any. Thread-safe.
@Component
class Issuers implements IssuerSource, ExternalSignIn {
    private final List<Issuer> issuers;
    private final ExternalUsers users;

    Issuers(
            ObjectProvider<OidcIssuers> configured,
            EgressPolicy policy,
            Clock clock,
            ExternalUsers users) {
        this.users = users;
        this.issuers =
                configured.getIfAvailable(() -> new OidcIssuers(List.of())).issuers().stream()
                        .map(settings -> new Issuer(settings, policy, clock))
                        .toList();
    }

    /// Those through which people sign in.
    List<Issuer> forPeople() {
        return issuers.stream().filter(issuer -> issuer.settings().client().isPresent()).toList();
    }

    /// Those whose bearer tokens are taken.
    @Override
    public List<TrustedIssuer> issuers() {
        return issuers.stream()
                .filter(issuer -> issuer.settings().audience().isPresent())
                .map(issuer ->
                        new TrustedIssuer(
                                issuer.settings().issuer(),
                                issuer.decoder(issuer.settings().audience().get()),
                                token -> person(issuer, token)))
                .toList();
    }

    private Optional<Authentication> person(Issuer issuer, Jwt token) {
        return users.of(issuer.settings(), token).map(AppUser::signedIn);
    }

    @Override
    public List<Link> links() {
        return forPeople().stream()
                .map(issuer ->
                        new Link(
                                OidcPaths.START + "/" + issuer.settings().name(),
                                issuer.settings().title()))
                .toList();
    }
}
