package dev.rowhook.api.job;

import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which jobs are asked for.
record JobFilter(Optional<String> status, Optional<JobKind> kind) {

    /// Asks for the fields of the filter; to be read when the fields are.
    static Supplier<JobFilter> of(Fields query) {
        Supplier<Optional<String>> status =
                query.optional(
                        "status",
                        Readers.oneOf("pending", "running", "done", "failed", "cancelled"));
        Supplier<Optional<JobKind>> kind =
                query.optional("kind", Readers.oneOf(JobKind.words()).then(JobKind::of));
        return () -> new JobFilter(status.get(), kind.get());
    }

    List<JobKind> kinds() {
        return kind.map(List::of).orElseGet(() -> Arrays.asList(JobKind.values()));
    }

    /// Names what a cursor of the list is good for.
    String scope() {
        return "jobs %s %s".formatted(status.orElse("*"), kind.map(JobKind::word).orElse("*"));
    }
}
