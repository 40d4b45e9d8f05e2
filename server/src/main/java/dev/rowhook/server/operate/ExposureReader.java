package dev.rowhook.server.operate;

import dev.rowhook.api.auth.PublicUrl;
import dev.rowhook.api.hardening.HttpLimits;
import dev.rowhook.api.hardening.TrustedProxies;
import dev.rowhook.server.application.Exposure;
import dev.rowhook.server.application.TlsFiles;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Reads how a server meets its network.
final class ExposureReader {
    private final Optional<Path> certificate;
    private final Optional<Path> key;
    private final Optional<InetAddress> operationsAddress;
    private final Optional<Integer> operationsPort;
    private final Optional<Duration> headTimeout;
    private final Optional<Duration> requestTimeout;
    private final Optional<Duration> idleTimeout;
    private final Optional<Integer> maxConnections;
    private final Optional<Integer> requestsPerMinute;
    private final Optional<Set<InetAddress>> proxies;

    ExposureReader(Reading reading) {
        certificate = reading.optional(Setting.TLS_CERTIFICATE_FILE, Values::file);
        key = reading.optional(Setting.TLS_KEY_FILE, Values::file);
        operationsAddress = reading.optional(Setting.OPERATIONS_ADDRESS, Values::listening);
        operationsPort = reading.optional(Setting.OPERATIONS_PORT, Values.number(0, 65535));
        headTimeout = reading.optional(Setting.HEADER_TIMEOUT, Values::duration);
        requestTimeout = reading.optional(Setting.REQUEST_TIMEOUT, Values::duration);
        idleTimeout = reading.optional(Setting.IDLE_TIMEOUT, Values::duration);
        maxConnections = reading.optional(Setting.MAX_CONNECTIONS, Values.number(1, 1_000_000));
        requestsPerMinute =
                reading.optional(Setting.REQUESTS_PER_MINUTE, Values.number(1, 1_000_000));
        proxies = reading.optional(Setting.TRUSTED_PROXIES, Values::addresses);
        check(reading);
    }

    private void check(Reading reading) {
        if (certificate.isPresent() != key.isPresent()) {
            reading.wrong("tls-certificate-file and tls-key-file are given together or not at all");
        }
        files().flatMap(TlsFiles::fault).ifPresent(reading::wrong);
    }

    private Optional<TlsFiles> files() {
        return certificate.flatMap(file -> key.map(keyFile -> new TlsFiles(file, keyFile)));
    }

    Exposure exposure(PublicUrl publicUrl) {
        HttpLimits defaults = HttpLimits.defaults();
        HttpLimits limits =
                new HttpLimits(
                        headTimeout.orElse(defaults.headTimeout()),
                        requestTimeout.orElse(defaults.requestTimeout()),
                        idleTimeout.orElse(defaults.idleTimeout()),
                        maxConnections.orElse(defaults.maxConnections()),
                        requestsPerMinute.orElse(defaults.requestsPerMinute()),
                        publicUrl.value().getScheme().equals("https"));
        InetSocketAddress operations =
                new InetSocketAddress(
                        operationsAddress.orElse(InetAddress.ofLiteral("127.0.0.1")),
                        operationsPort.orElse(7701));
        return new Exposure(
                files(),
                limits,
                Optional.of(operations),
                new TrustedProxies(proxies.orElse(Set.of())));
    }
}
