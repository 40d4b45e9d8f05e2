package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A database as answers show it: all but its password. `state` is `starting`, `streaming`, `error`
/// or `deleting`.
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
        @JsonProperty("created_at") Instant createdAt) {

    DatabaseAnswer {
        conditions = List.copyOf(conditions);
    }

    record TlsAnswer(String mode, Optional<String> ca) {}

    record SlotAnswer(String name, boolean create) {}

    record PublicationAnswer(String name, boolean create, List<String> tables) {
        PublicationAnswer {
            tables = List.copyOf(tables);
        }
    }

    /// What is told about the database, until it is mended.
    record Condition(String code, Instant since, String message, String remedy) {}
}
