package dev.rowhook.source;

import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;

import java.util.Optional;

/// How to reach a source database and what to use there.
///
/// @param password none if the certificate of `tls` is enough
/// @param applicationName what its sessions are called, so that a later owner of the slot knows
///   them
/// @param egress the policy under which it is dialled, as text
public record SourceSettings(
        String hostname,
        int port,
        String database,
        String username,
        Optional<Secret> password,
        Tls tls,
        SlotSettings slot,
        PublicationSettings publication,
        String applicationName,
        String egress) {

    /// A physical standby, with the same login and the same TLS.
    public record Replica(String hostname, int port) {}

    /// The settings of a replica of the database.
    public SourceSettings of(Replica replica) {
        return new SourceSettings(
                replica.hostname,
                replica.port,
                database,
                username,
                password,
                tls,
                slot,
                publication,
                applicationName,
                egress);
    }

    /// How sessions are secured.
    ///
    /// @param ca certificates in PEM, trusted instead of the system's authorities
    /// @param client who we are there; nobody, where there is no TLS
    public record Tls(TlsMode mode, Optional<String> ca, Optional<ClientIdentity> client) {
        /// No TLS at all.
        public static final Tls DISABLED =
                new Tls(TlsMode.DISABLE, Optional.empty(), Optional.empty());
    }

    public enum TlsMode {
        DISABLE("disable"),
        REQUIRE("require"),
        VERIFY_CA("verify-ca"),
        VERIFY_FULL("verify-full");

        private final String text;

        TlsMode(String text) {
            this.text = text;
        }

        /// The name in libpq's and in our settings.
        public String text() {
            return text;
        }

        /// @throws IllegalArgumentException if there is no such mode
        public static TlsMode of(String text) {
            for (TlsMode mode : values()) {
                if (mode.text.equals(text)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException("unknown TLS mode " + text);
        }
    }

    /// `create`: the slot is made when the database is first connected.
    public record SlotSettings(String name, boolean create) {}

    /// `create`: the publication is ours; it is made, and follows the tables of the sinks.
    public record PublicationSettings(String name, boolean create) {

        /// Of tables that nothing identifies a row of: an update of one that is published with
        /// updates fails in the tenant's own statement.
        public String insertsName() {
            return name + "_inserts";
        }
    }
}
