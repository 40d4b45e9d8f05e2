package dev.rowhook.server.command;

import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority of the test's, and the files of what it certifies.
final class Certificates {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();
    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    Path certificate() {
        return directory.resolve("tls.crt");
    }

    Path key() {
        return directory.resolve("tls.key");
    }

    /// Writes a new certificate that lasts as long, from an hour ago, in the place of the last one.
    HeldCertificate issue(String name, Duration lasting) throws IOException {
        long from = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        HeldCertificate issued =
                new HeldCertificate.Builder()
                        .signedBy(authority)
                        .commonName(name)
                        .addSubjectAlternativeName("127.0.0.1")
                        .validityInterval(from, from + lasting.toMillis())
                        .build();
        write(certificate(), issued.certificatePem() + authority.certificatePem());
        write(key(), issued.privateKeyPkcs8Pem());
        return issued;
    }

    static void write(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Trusts the authority, and dates.
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }
}
