package dev.rowhook.dispatcher.http;

import dev.rowhook.core.tls.ClientIdentity;

import java.util.Optional;

/// Whom we trust at an endpoint beside the public authorities, and who we are there: certificates
/// and a PKCS #8 key in PEM, as the tenant gave them.
public record TlsIdentity(Optional<String> ca, Optional<ClientIdentity> client) {
    /// The public authorities, and nobody.
    public static final TlsIdentity NONE = new TlsIdentity(Optional.empty(), Optional.empty());

    /// Whether it can be used.
    ///
    /// @throws IllegalArgumentException if it cannot: the message names `ca`, `client_certificate`
    ///   or `client_key` and the reason, and holds nothing of them
    public void check() {
        if (!equals(NONE)) {
            TlsContext.of(this);
        }
    }

    @Override
    public String toString() {
        return "TLS identity";
    }
}
