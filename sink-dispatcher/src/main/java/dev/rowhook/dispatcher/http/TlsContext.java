package dev.rowhook.dispatcher.http;

import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.core.tls.Pem;
import dev.rowhook.core.tls.TrustedAuthorities;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The sockets of one TLS identity. A connection is only ever used by those who have the same
/// factory. Immutable.
record TlsContext(SSLSocketFactory sockets, X509TrustManager trust) {

    /// @throws IllegalArgumentException as [TlsIdentity#check] does
    static TlsContext of(TlsIdentity identity) {
        List<X509Certificate> authorities =
                identity.ca().map(pem -> Pem.certificates("ca", pem)).orElse(List.of());
        X509TrustManager trust = TrustedAuthorities.everybodysAnd(authorities);
        KeyManager[] keys = keys(identity.client());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return new TlsContext(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this platform cannot hold the identity", e);
        }
    }

    private static KeyManager[] keys(Optional<ClientIdentity> client) {
        return client.map(ClientIdentity::keyManager).stream().toArray(KeyManager[]::new);
    }
}
