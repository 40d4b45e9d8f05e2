package dev.rowhook.api.oidc;

import java.util.List;

/// All external issuers, for an application to give as a bean.
public record OidcIssuers(List<OidcIssuer> issuers) {
    public OidcIssuers {
        issuers = List.copyOf(issuers);
    }
}
