package dev.rowhook.api.auth;

import java.util.List;

/// Knows issuers whose tokens sign requests in, beside those that are beans themselves.
public interface IssuerSource {
    /// All that are trusted; asked once.
    List<TrustedIssuer> issuers();
}
