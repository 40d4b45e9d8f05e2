package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.revision.Revised;
import dev.rowhook.api.tls.CertificateAnswer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A database as answers show it: all but its password, and the key of its certificate. `state` is
/// `starting`, `streaming`, `error` or `deleting`.
record DatabaseAnswer(
        String id,
        String name,
        String hostname,
        int port,
        String database,
        String username,
        TlsAnswer tls,
        SlotAnswer slot,
        PublicationAnswer publication,
        Retain retain,
        Optional<Replica> replica,
        String state,
        List<Condition> conditions,
        @JsonProperty("mend_requested_at") Optional<Instant> mendRequestedAt,
        List<Gap> gaps,
        long revision,
        @JsonProperty("created_at") Instant createdAt)
        implements Revised {

    DatabaseAnswer {
        conditions = List.copyOf(conditions);
        gaps = List.copyOf(gaps);
    }

    record TlsAnswer(
            String mode,
            Optional<String> ca,
            @JsonProperty("client_certificate") Optional<CertificateAnswer> client) {}

    record SlotAnswer(String name, boolean create) {}

    record PublicationAnswer(String name, boolean create, List<String> tables) {
        PublicationAnswer {
            tables = List.copyOf(tables);
        }
    }

    /// What is told about the database, until it is mended.
    record Condition(String code, Instant since, String message, String remedy) {}

    /// A stretch of the source's history that is not known: after it began the incarnation.
    record Gap(
            int incarnation,
            String cause,
            String message,
            @JsonProperty("from_lsn") String from,
            @JsonProperty("to_lsn") String to,
            @JsonProperty("mended_at") Instant mendedAt) {}
}
