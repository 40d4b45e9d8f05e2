package dev.rowhook.server.application;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The settings of a server as Spring Boot has them.
final class SpringProperties {
    private static final String BUNDLE = "spring.ssl.bundle.pem.server.";
    private static final Duration FILES_REST = Duration.ofSeconds(1);

    /// Of TLS 1.2 the ones with forward secrecy and authenticated encryption.
    private static final String CIPHERS =
            String.join(
                    ",",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private SpringProperties() {}

    static Map<String, Object> of(ServerSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", settings.address());
        properties.put("server.port", settings.port());
        properties.put("server.shutdown", "graceful");
        properties.put("spring.application.name", "rowhook");
        properties.put("spring.jmx.enabled", "false");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        properties.put("spring.main.banner-mode", "off");
        properties.put("spring.servlet.multipart.enabled", "false");
        properties.put("spring.threads.virtual.enabled", "true");
        settings.exposure().tls().ifPresent(files -> properties.putAll(tls(files)));
        return properties;
    }

    private static Map<String, Object> tls(TlsFiles files) {
        return Map.of(
                "server.ssl.bundle",
                "server",
                "server.http2.enabled",
                "true",
                BUNDLE + "keystore.certificate",
                files.certificate().toUri().toString(),
                BUNDLE + "keystore.private-key",
                files.key().toUri().toString(),
                BUNDLE + "keystore.verify-keys",
                "true",
                BUNDLE + "reload-on-update",
                "true",
                BUNDLE + "options.enabled-protocols",
                "TLSv1.3,TLSv1.2",
                BUNDLE + "options.ciphers",
                CIPHERS,
                "spring.ssl.bundle.watch.file.quiet-period",
                FILES_REST.toMillis() + "ms");
    }
}
