package dev.rowhook.core.tls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whom we trust to say who a server is.
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /// The public authorities, as this machine knows them.
    public static X509TrustManager everybodys() {
        return trustManager(null);
    }

    /// These, and nobody else.
    public static X509TrustManager only(List<X509Certificate> own) {
        return trustManager(store(List.of(), own));
    }

    /// The public authorities, and these.
    public static X509TrustManager everybodysAnd(List<X509Certificate> own) {
        X509TrustManager everybodys = everybodys();
        return own.isEmpty()
                ? everybodys
                : trustManager(store(List.of(everybodys.getAcceptedIssuers()), own));
    }

    private static KeyStore store(List<X509Certificate> known, List<X509Certificate> own) {
        try {
            KeyStore store = emptyStore();
            int count = 0;
            for (X509Certificate authority : known) {
                store.setCertificateEntry("public-" + count++, authority);
            }
            for (X509Certificate authority : own) {
                store.setCertificateEntry("own-" + count++, authority);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unfit(e);
        }
    }

    private static X509TrustManager trustManager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw unfit(e);
        }
    }

    static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }

    private static IllegalStateException unfit(Exception cause) {
        return new IllegalStateException("this platform cannot hold the authorities", cause);
    }
}
