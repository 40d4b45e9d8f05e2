package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.KeyPairs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The sockets of one TLS identity. A connection is only ever used by those who have the same
/// factory. Immutable.
record TlsContext(SSLSocketFactory sockets, X509TrustManager trust) {
    private static final char[] NO_PASSWORD = new char[0];

    /// @throws IllegalArgumentException as [TlsIdentity#check] does
    static TlsContext of(TlsIdentity identity) {
        List<X509Certificate> authorities =
                identity.ca().map(pem -> Pem.certificates("ca", pem)).orElse(List.of());
        try {
            X509TrustManager trust = trusting(authorities);
            KeyManager[] keys = null;
            Optional<TlsIdentity.Client> client = identity.client();
            if (client.isPresent()) {
                keys = keys(client.get());
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return new TlsContext(context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this platform cannot hold the identity", e);
        }
    }

    /// Trusts the public authorities, and these.
    private static X509TrustManager trusting(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        X509TrustManager everybodys = trustManager(null);
        if (authorities.isEmpty()) {
            return everybodys;
        }
        KeyStore store = emptyStore();
        int count = 0;
        for (X509Certificate known : everybodys.getAcceptedIssuers()) {
            store.setCertificateEntry("public-" + count++, known);
        }
        for (X509Certificate own : authorities) {
            store.setCertificateEntry("own-" + count++, own);
        }
        return trustManager(store);
    }

    private static X509TrustManager trustManager(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static KeyManager[] keys(TlsIdentity.Client client)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> chain = Pem.certificates("client_certificate", client.certificates());
        PublicKey publicKey = chain.getFirst().getPublicKey();
        PrivateKey key = key(client.key(), publicKey);
        KeyStore store = emptyStore();
        try {
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException(
                    "client_certificate is no chain: each certificate is followed by its issuer's");
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(Secret pem, PublicKey publicKey) throws GeneralSecurityException {
        PrivateKey key = Pem.key("client_key", pem.reveal(), publicKey.getAlgorithm());
        if (!belongTogether(key, publicKey)) {
            throw new IllegalArgumentException(
                    "client_key does not belong to the first certificate of client_certificate");
        }
        return key;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
            throws GeneralSecurityException {
        try {
            return KeyPairs.belongTogether(key, publicKey);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
