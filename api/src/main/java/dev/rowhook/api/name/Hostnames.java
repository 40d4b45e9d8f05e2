package dev.rowhook.api.name;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.egress.EgressVerdict;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of hosts that tenants give: one DNS name or one IP address, and nothing that a URL would
/// take for more.
public final class Hostnames {
    private static final Pattern DNS_NAME =
            Pattern.compile(
                    "(?!.{254})[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
                            + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");

    private Hostnames() {}

    /// Reads a host's name. An address is judged at once; what a name resolves to, when it is
    /// dialled.
    public static FieldReader<String> reader(EgressPolicy policy) {
        return Readers.text(253)
                .then(host -> {
                    Optional<InetAddress> address = address(host);
                    if (address.isEmpty() && !DNS_NAME.matcher(host).matches()) {
                        throw new InvalidFieldException(
                                "invalid_hostname", "Expected one DNS name or one IP address.");
                    }
                    if (address.isPresent()) {
                        check(address.get(), policy);
                    }
                    return host.toLowerCase(Locale.ROOT);
                });
    }

    /// @throws InvalidFieldException if the policy refuses the address
    public static void check(InetAddress address, EgressPolicy policy)
            throws InvalidFieldException {
        if (policy.judge(address) instanceof EgressVerdict.Denied(String code)) {
            throw new InvalidFieldException(
                    "egress_denied", "Addresses of this class are not dialled: " + code + ".");
        }
    }

    /// The address that `host` writes, if it writes one. Nothing is resolved.
    public static Optional<InetAddress> address(String host) {
        if (host.contains("%") || host.contains("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether the name says by itself that it is this machine.
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || address(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
