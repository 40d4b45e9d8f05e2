package dev.rowhook.dispatcher.http;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;

import mockwebserver3.MockWebServer;

import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Certificates made for a test, and servers that show them.
final class TestTls {
    private TestTls() {}

    /// One that is its own authority.
    static HeldCertificate certificate(String... names) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder().ecdsa256();
        Arrays.stream(names).forEach(builder::addSubjectAlternativeName);
        return builder.certificateAuthority(0).build();
    }

    static TlsIdentity trusting(HeldCertificate authority) {
        return new TlsIdentity(Optional.of(authority.certificatePem()), Optional.empty());
    }

    static ClientIdentity client(HeldCertificate certificate) {
        return new ClientIdentity(
                certificate.certificatePem(), Secret.of(certificate.privateKeyPkcs8Pem()));
    }

    /// A server that speaks HTTP/2.
    static MockWebServer server(HeldCertificate certificate) throws IOException {
        HandshakeCertificates handshake =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return server(handshake, List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    }

    static MockWebServer server(HandshakeCertificates handshake, List<Protocol> protocols)
            throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(handshake.sslSocketFactory());
        server.setProtocols(protocols);
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }
}
