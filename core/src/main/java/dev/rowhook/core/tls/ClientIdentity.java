package dev.rowhook.core.tls;

import dev.rowhook.core.secret.Secret;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// By what we prove to a server who we are: our certificate, followed by those that lead to its
/// authority, and its PKCS #8 key, all in PEM.
public record ClientIdentity(String certificates, Secret key) {
    private static final char[] NO_PASSWORD = new char[0];

    /// What shows the certificates to a server, and signs by the key.
    ///
    /// @throws IllegalArgumentException if certificates and key cannot be used: the message names
    ///   `client_certificate` or `client_key` and the reason, and holds nothing of them
    public X509ExtendedKeyManager keyManager() {
        List<X509Certificate> chain = Pem.certificates("client_certificate", certificates);
        PublicKey publicKey = chain.getFirst().getPublicKey();
        try {
            PrivateKey privateKey = Pem.key("client_key", key.reveal(), publicKey.getAlgorithm());
            if (!belongTogether(privateKey, publicKey)) {
                throw new IllegalArgumentException(
                        "client_key does not belong to the first certificate of client_certificate");
            }
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(privateKey, chain), NO_PASSWORD);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this platform cannot hold the identity", e);
        }
    }

    private static KeyStore store(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = TrustedAuthorities.emptyStore();
        try {
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException(
                    "client_certificate is no chain: each certificate is followed by its issuer's");
        }
        return store;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey)
            throws GeneralSecurityException {
        try {
            return KeyPairs.belongTogether(key, publicKey);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "client identity";
    }
}
