package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.name.Hostnames;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How to sign in at a source, but for the password.
record Login(String hostname, int port, String database, String username, Tls tls) {
    private static final int DEFAULT_PORT = 5432;
    private static final int MAX_IDENTIFIER_BYTES = 63;

    static Supplier<Login> read(Fields fields, EgressPolicy policy) {
        Supplier<String> hostname = fields.required("hostname", Hostnames.reader(policy));
        Supplier<Integer> port = fields.optional("port", Readers.integer(1, 65535), DEFAULT_PORT);
        Supplier<String> database = fields.required("database", identifier());
        Supplier<String> username = fields.required("username", identifier());
        Supplier<Tls> tls = tls(fields.object("tls"), hostname);
        return () ->
                new Login(hostname.get(), port.get(), database.get(), username.get(), tls.get());
    }

    private static Supplier<Tls> tls(Fields fields, Supplier<String> hostname) {
        Supplier<Optional<String>> mode =
                fields.optional(
                        "mode", Readers.oneOf("disable", "require", "verify-ca", "verify-full"));
        Supplier<Optional<String>> ca = fields.optional("ca", Certificates.reader());
        return () -> new Tls(mode.get().orElseGet(() -> defaultMode(hostname.get())), ca.get());
    }

    private static String defaultMode(String hostname) {
        return Hostnames.isLoopback(hostname) ? "disable" : "verify-full";
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

    static Login of(DatabaseRecord row) {
        return new Login(
                row.getHostname(),
                row.getPort(),
                row.getDatabaseName(),
                row.getUsername(),
                new Tls(row.getTlsMode(), Optional.ofNullable(row.getTlsCa())));
    }

    void saveTo(DatabaseRecord row) {
        row.setHostname(hostname);
        row.setPort(port);
        row.setDatabaseName(database);
        row.setUsername(username);
        row.setTlsMode(tls.mode());
        row.setTlsCa(tls.ca().orElse(null));
    }

    /// Whether a password that was given for the other one is shown to the same server, in the same
    /// way.
    boolean isOfOriginOf(Login other) {
        return hostname.equals(other.hostname) && port == other.port && tls.equals(other.tls);
    }

    /// As requests write it.
    void showIn(Map<String, Object> fields) {
        fields.put("hostname", hostname);
        fields.put("port", port);
        fields.put("database", database);
        fields.put("username", username);
        fields.put(
                "tls",
                tls.ca()
                        .map(ca -> Map.of("mode", tls.mode(), "ca", ca))
                        .orElseGet(() -> Map.of("mode", tls.mode())));
    }
}
