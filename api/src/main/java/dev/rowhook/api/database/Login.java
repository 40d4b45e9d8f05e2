package dev.rowhook.api.database;

import dev.rowhook.api.database.ConnectionSettings.Tls;
import dev.rowhook.api.tls.TlsFields;
import dev.rowhook.core.secret.Secret;
import dev.rowhook.core.tls.ClientIdentity;
import dev.rowhook.store.jooq.tables.records.DatabaseRecord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How to sign in at a source, but for the password.
record Login(String hostname, int port, String database, String username, Tls tls) {

    static Login of(DatabaseRecord row, Tls tls) {
        return new Login(
                row.getHostname(), row.getPort(), row.getDatabaseName(), row.getUsername(), tls);
    }

    /// Puts all but the key of the certificate into a row.
    void saveTo(DatabaseRecord row) {
        row.setHostname(hostname);
        row.setPort(port);
        row.setDatabaseName(database);
        row.setUsername(username);
        row.setTlsMode(tls.mode());
        row.setTlsCa(tls.ca().orElse(null));
        row.setClientCertificate(tls.client().map(ClientIdentity::certificates).orElse(null));
    }

    /// The key of our certificate.
    Optional<Secret> clientKey() {
        return tls.client().map(ClientIdentity::key);
    }

    /// As requests write it, without the key.
    void showIn(Map<String, Object> fields) {
        fields.put("hostname", hostname);
        fields.put("port", port);
        fields.put("database", database);
        fields.put("username", username);
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("mode", tls.mode());
        tls.ca().ifPresent(pem -> shown.put("ca", pem));
        tls.client().ifPresent(client -> shown.put(TlsFields.CERTIFICATE, client.certificates()));
        fields.put("tls", shown);
    }
}
