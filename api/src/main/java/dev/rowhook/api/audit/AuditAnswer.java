package dev.rowhook.api.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.rowhook.core.AuditEventId;
import dev.rowhook.store.jooq.tables.records.AuditEventRecord;

import java.time.Instant;
import java.util.Optional;

/// An event of the audit log.
///
/// @param changes a JSON object: fields with what they held before and hold after, and what else is
///   worth knowing
record AuditAnswer(
        String id,
        Instant at,
        Who actor,
        String action,
        What resource,
        @JsonRawValue String changes) {

    /// @param address from where the request came, if it was one
    record Who(String kind, Optional<String> id, String name, Optional<String> address) {}

    record What(String kind, String id, @JsonProperty("name") Optional<String> name) {}

    static AuditAnswer of(AuditEventRecord row) {
        return new AuditAnswer(
                new AuditEventId(row.getId()).toString(),
                row.getAt(),
                new Who(
                        row.getActorKind(),
                        Optional.ofNullable(row.getActorId()),
                        row.getActorName(),
                        Optional.ofNullable(row.getAddress())),
                row.getAction(),
                new What(
                        row.getResourceKind(),
                        row.getResourceId(),
                        Optional.ofNullable(row.getResourceName())),
                row.getChanges().data());
    }
}
