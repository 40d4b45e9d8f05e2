package dev.rowhook.api.host;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.store.accounts.AccountLimits;
import dev.rowhook.store.jooq.tables.records.AccountRecord;

import java.util.Optional;
import java.util.function.Supplier;

/// What the host may change of an account. As JSON it is what requests hold.
record HostSettings(
        String name,
        HostedLimits limits,
        String status,
        @JsonProperty("status_reason") Optional<String> reason) {
    static final String SUSPENDED = "suspended";
    private static final int MAX_NAME = 100;
    private static final int MAX_REASON = 500;

    /// Below this the tables of a few segments would take most of it.
    private static final long MIN_LOG_BYTES = 64L << 20;

    private static final long MAX_LOG_BYTES = 1L << 50;

    static HostSettings of(AccountRecord row) {
        return new HostSettings(
                row.getName(),
                HostedLimits.of(AccountLimits.of(row)),
                row.getStatus(),
                Optional.ofNullable(row.getStatusReason()));
    }

    /// Reads a merge patch.
    HostSettings change(Fields patch) {
        Fields fields = patch.over(this);
        Supplier<String> newName = fields.required("name", Readers.text(MAX_NAME));
        Supplier<HostedLimits> newLimits = limits(fields.object("limits"));
        Supplier<String> newStatus = fields.required("status", Readers.oneOf("active", SUSPENDED));
        Supplier<Optional<String>> newReason =
                fields.optional("status_reason", Readers.text(MAX_REASON));
        if (fields.peek("status").filter(SUSPENDED::equals).isPresent()
                && !fields.hasValue("status_reason")) {
            fields.refuse(
                    "status_reason", "required", "Tell the members why the account is suspended.");
        }
        fields.end();
        return new HostSettings(
                newName.get(),
                newLimits.get(),
                newStatus.get(),
                newReason.get().filter(_ -> newStatus.get().equals(SUSPENDED)));
    }

    private static Supplier<HostedLimits> limits(Fields fields) {
        Supplier<Integer> databases = limit(fields, "databases");
        Supplier<Integer> endpoints = limit(fields, "endpoints");
        Supplier<Integer> sinks = limit(fields, "sinks");
        Supplier<Integer> members = limit(fields, "members");
        Supplier<Integer> tokens = limit(fields, "tokens");
        Supplier<Long> logBytes =
                fields.optional(
                        "log_bytes",
                        Readers.wholeNumber(MIN_LOG_BYTES, MAX_LOG_BYTES),
                        AccountLimits.DEFAULT_LOG_BYTES);
        return () ->
                new HostedLimits(
                        databases.get(),
                        endpoints.get(),
                        sinks.get(),
                        members.get(),
                        tokens.get(),
                        logBytes.get());
    }

    private static Supplier<Integer> limit(Fields fields, String name) {
        return fields.optional(
                name, Readers.integer(0, AccountLimits.DEFAULT), AccountLimits.DEFAULT);
    }

    void saveTo(AccountRecord row) {
        row.setName(name);
        limits.toStore().saveTo(row);
        row.setStatus(status);
        row.setStatusReason(reason.orElse(null));
    }
}
