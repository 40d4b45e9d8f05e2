package dev.rowhook.server.operate;

import dev.rowhook.api.oidc.ClaimRole;
import dev.rowhook.api.oidc.OidcIssuer;
import dev.rowhook.api.oidc.OidcIssuer.Client;
import dev.rowhook.core.secret.Secret;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the external issuers.
final class IssuerReader {
    private final Reading reading;

    IssuerReader(Reading reading) {
        this.reading = reading;
    }

    /// Those that are right; what is wrong with the others is told by the reading.
    List<OidcIssuer> read(List<String> names) {
        List<OidcIssuer> issuers = names.stream().flatMap(name -> read(name).stream()).toList();
        long different = issuers.stream().map(OidcIssuer::issuer).distinct().count();
        if (different < issuers.size()) {
            reading.wrong("two of oidc.<name>.issuer are the same");
        }
        return issuers;
    }

    private Optional<OidcIssuer> read(String name) {
        Optional<String> issuer =
                reading.required(name, IssuerSetting.ISSUER, IssuerReader::issuer);
        Optional<String> audience = reading.optional(name, IssuerSetting.AUDIENCE, text -> text);
        Optional<String> client = reading.optional(name, IssuerSetting.CLIENT_ID, text -> text);
        Optional<Secret> secret = reading.optional(name, IssuerSetting.CLIENT_SECRET, Secret::of);
        Optional<String> title = reading.optional(name, IssuerSetting.TITLE, text -> text);
        Optional<List<ClaimRole>> roles =
                reading.optional(name, IssuerSetting.ROLES, IssuerReader::roles);
        if (audience.isEmpty() && client.isEmpty()) {
            reading.wrong(
                    "oidc.%s needs an audience, for bearer tokens, or a client-id, for the sign-in, or both"
                            .formatted(name));
        }
        if (secret.isPresent() && client.isEmpty()) {
            reading.wrong("oidc.%s has a client-secret and no client-id".formatted(name));
        }
        return issuer.map(url ->
                new OidcIssuer(
                        name,
                        url,
                        audience,
                        client.map(id -> new Client(id, secret)),
                        title.orElse(name),
                        roles.orElse(List.of())));
    }

    private static String issuer(String text) throws WrongValueException {
        try {
            URI url = URI.create(text);
            boolean https = "https".equals(url.getScheme());
            boolean loopback =
                    "http".equals(url.getScheme())
                            && Stream.of("localhost", "127.0.0.1", "[::1]")
                                    .anyMatch(host -> host.equals(url.getHost()));
            if (url.getHost() != null
                    && (https || loopback)
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new WrongValueException("expected an https URL; http:// is for loopback alone");
    }

    private static List<ClaimRole> roles(String text) throws WrongValueException {
        List<ClaimRole> roles = new ArrayList<>();
        for (String rule : Arrays.stream(text.split(";", -1)).map(String::strip).toList()) {
            roles.add(
                    ClaimRole.parse(rule)
                            .orElseThrow(() ->
                                    new WrongValueException(
                                            "'%s' is not written as claim=value -> acc_… role"
                                                    .formatted(rule))));
        }
        return roles;
    }
}
