package dev.rowhook.api.endpoint;

import dev.rowhook.api.name.Hostnames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressMode;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The URL of an endpoint, apart from its query string, which is a secret.
record EndpointUrl(String base, Optional<Secret> query) {
    /// What stands in the place of a query string.
    static final String MASKED_QUERY = "?…";

    private static final int MAX_LENGTH = 2000;

    static FieldReader<EndpointUrl> reader(EgressPolicy policy) {
        return Readers.text(MAX_LENGTH).then(text -> parse(text, policy));
    }

    /// The URL that a text writes, if it writes one that may be dialled.
    static Optional<EndpointUrl> find(String text, EgressPolicy policy) {
        try {
            return Optional.of(parse(text, policy));
        } catch (InvalidFieldException _) {
            return Optional.empty();
        }
    }

    /// Where requests go: scheme, host and port.
    String origin() {
        URI uri = URI.create(base);
        int standard = uri.getScheme().equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    /// Without what is a secret.
    String shown() {
        return query.isPresent() ? base + MASKED_QUERY : base;
    }

    /// @throws InvalidFieldException if it is none that may be dialled
    static EndpointUrl parse(String text, EgressPolicy policy) throws InvalidFieldException {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("Expected an absolute URL that begins with https://.");
        }
        if (scheme.equals("http") && policy.mode() != EgressMode.DEV) {
            throw new InvalidFieldException("https_required", "The URL has to be https.");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw invalid("The URL needs a host, and a port that is one.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidFieldException(
                    "userinfo", "Credentials belong into encrypted_headers, not into the URL.");
        }
        if (uri.getRawFragment() != null) {
            throw invalid("A fragment would never be sent.");
        }
        checkAddress(uri.getHost(), policy);
        return new EndpointUrl(
                base(scheme, uri), Optional.ofNullable(uri.getRawQuery()).map(Secret::of));
    }

    private static URI uri(String text) throws InvalidFieldException {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw invalid("The URL holds characters that have to be escaped.");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw invalid("This is no URL.");
        }
    }

    private static void checkAddress(String host, EgressPolicy policy)
            throws InvalidFieldException {
        String unbracketed = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (unbracketed.contains("%")) {
            throw invalid("An address with a scope is not dialled.");
        }
        Optional<InetAddress> address = Hostnames.address(unbracketed);
        if (address.isPresent()) {
            Hostnames.check(address.get(), policy);
        }
    }

    private static String base(String scheme, URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
    }

    private static InvalidFieldException invalid(String detail) {
        return new InvalidFieldException("invalid_url", detail);
    }
}
