package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.name.Hostnames;
import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.api.tls.TlsFields;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads how to sign in at a source: first where it is, then who we are there.
final class LoginFields {
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_IDENTIFIER_BYTES = 63;

    private final Supplier<String> hostname;
    private final Supplier<Integer> port;
    private final Supplier<String> database;
    private final Supplier<String> username;
    private final Fields tls;
    private final Supplier<Optional<String>> mode;
    private final TlsFields certificates;

    LoginFields(Fields fields, EgressPolicy policy) {
        this.hostname = fields.required("hostname", Hostnames.reader(policy));
        this.port = fields.optional("port", Readers.integer(1, 65535), DEFAULT_PORT);
        this.database = fields.required("database", identifier());
        this.username = fields.required("username", identifier());
        this.tls = fields.object("tls");
        this.mode =
                tls.optional(
                        "mode", Readers.oneOf("disable", "require", "verify-ca", "verify-full"));
        this.certificates = new TlsFields(tls);
    }

    /// Longer names are cut by Postgres, without an error.
    static FieldReader<String> identifier() {
        return Readers.text(MAX_IDENTIFIER_BYTES)
                .then(text -> {
                    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER_BYTES) {
                        throw new InvalidFieldException(
                                "too_long", "A name in Postgres has at most 63 bytes.");
                    }
                    if (text.chars().anyMatch(Character::isISOControl)) {
                        throw new InvalidFieldException(
                                "invalid", "The name holds a control character.");
                    }
                    return text;
                });
    }

    /// Whether secrets that were given for the other one are shown to the same server, in the same
    /// way. Only if nothing is refused yet.
    boolean isOfOriginOf(Login other) {
        return hostname.get().equals(other.hostname())
                && port.get() == other.port()
                && modeOrDefault().equals(other.tls().mode())
                && certificates.ca().get().equals(other.tls().ca());
    }

    /// Whether a certificate says who we are.
    boolean hasClient() {
        return certificates.hasClient();
    }

    /// @param heldKey the key of the database's certificate as it is
    Supplier<Login> read(Optional<Secret> heldKey, Binding binding) {
        Supplier<Optional<ClientIdentity>> client = certificates.client(heldKey, binding);
        if (tls.isFine() && hasClient() && modeOrDefault().equals("disable")) {
            tls.refuse(
                    TlsFields.CERTIFICATE,
                    "conflict",
                    "A certificate is shown by TLS only: name another mode, or leave it out.");
        }
        return () ->
                new Login(
                        hostname.get(),
                        port.get(),
                        database.get(),
                        username.get(),
                        new Tls(modeOrDefault(), certificates.ca().get(), client.get()));
    }

    private String modeOrDefault() {
        return mode.get()
                .orElseGet(() -> Hostnames.isLoopback(hostname.get()) ? "disable" : "verify-full");
    }
}
