package dev.rowhook.core;

import java.util.Optional;
import java.util.UUID;

/// The id of a job that has no other id, written `job_` and 26 characters.
public record JobId(UUID value) {
    private static final String PREFIX = "job_";

    /// A new id, larger than those made in earlier milliseconds.
    public static JobId create() {
        return new JobId(IdText.timeOrdered());
    }

    /// The id that `text` writes, if it writes one.
    public static Optional<JobId> parse(String text) {
        return IdText.parse(PREFIX, text).map(JobId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}
