package dev.rowhook.store.testing;

import dev.rowhook.embedded.PostgresVersion;

import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server that speaks TLS, knows the certificates of its users, and makes databases as
/// [SourcePostgres] does. There is one of each version in a JVM.
///
/// Its certificate names [#HOST], and not the address that it listens on. Thread-safe.
public final class TlsPostgres {
    /// What its certificate calls it.
    public static final String HOST = "localhost";

    private static final Map<PostgresVersion, TlsPostgres> SERVERS = new ConcurrentHashMap<>();

    private final TestCluster cluster;
    private final HeldCertificate authority = unknownAuthority("authority");
    private final HeldCertificate between =
            new HeldCertificate.Builder()
                    .certificateAuthority(0)
                    .commonName("between")
                    .signedBy(authority)
                    .build();

    /// How a user is let in.
    public enum SignIn {
        /// By the password, with TLS or without.
        PASSWORD,
        /// By a certificate with the user's name.
        CERTIFICATE,
        /// By both.
        CERTIFICATE_AND_PASSWORD;

        private String role() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private TlsPostgres(PostgresVersion version) {
        this.cluster = SourcePostgres.start(version);
        for (SignIn way : SignIn.values()) {
            cluster.execute("create role %s".formatted(way.role()));
        }
        try {
            configure(Path.of(asked("show data_directory")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.execute(
                "alter system set ssl_ca_file = 'authority.crt'",
                "alter system set ssl = on",
                "select pg_reload_conf()");
        try {
            Waiting.await("TLS is on", () -> asked("show ssl").equals("on"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The server of the version that the test runs on.
    public static TlsPostgres shared() {
        return SERVERS.computeIfAbsent(SourceVersions.current(), TlsPostgres::new);
    }

    /// An authority that no server knows.
    public static HeldCertificate unknownAuthority(String name) {
        return new HeldCertificate.Builder().certificateAuthority(1).commonName(name).build();
    }

    private void configure(Path directory) throws IOException {
        HeldCertificate own =
                new HeldCertificate.Builder()
                        .commonName("server")
                        .addSubjectAlternativeName(HOST)
                        .signedBy(authority)
                        .build();
        Files.writeString(directory.resolve("server.crt"), own.certificatePem());
        Files.writeString(directory.resolve("authority.crt"), authority.certificatePem());
        Path key = directory.resolve("server.key");
        Files.createFile(
                key,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, own.privateKeyPkcs8Pem());
        Files.write(
                directory.resolve("pg_hba.conf"),
                List.of(
                        "host all postgres 127.0.0.1/32 scram-sha-256",
                        "hostssl all +certificate 127.0.0.1/32 cert",
                        "hostssl all +certificate_and_password 127.0.0.1/32 scram-sha-256 clientcert=verify-full",
                        "host all +password 127.0.0.1/32 scram-sha-256"));
    }

    /// A database whose user is let in so.
    public SourcePostgres create(SignIn way) {
        SourcePostgres source = SourcePostgres.create(cluster);
        cluster.execute("grant %s to %s".formatted(way.role(), source.user()));
        return source;
    }

    /// The certificate of the authority that signed the server's, in PEM.
    public String authority() {
        return authority.certificatePem();
    }

    /// A certificate that the server takes, of an authority that it does not know, but for whom one
    /// that it knows vouches.
    public HeldCertificate certificate(String user) {
        return certificate().commonName(user).build();
    }

    /// A certificate to be made, as [#certificate(String)] makes one.
    public HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().signedBy(between);
    }

    /// A certificate with those that lead to the server's authority, in PEM.
    public String chain(HeldCertificate certificate) {
        return certificate.certificatePem() + between.certificatePem();
    }

    private String asked(String sql) {
        try (Connection connection = cluster.server().superuser("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
