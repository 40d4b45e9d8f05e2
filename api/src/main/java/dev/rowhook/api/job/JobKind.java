package dev.rowhook.api.job;

import dev.rowhook.core.BackfillId;
import dev.rowhook.core.ErasureId;
import dev.rowhook.core.JobId;
import dev.rowhook.core.OrderId;
import dev.rowhook.core.ReplayId;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What jobs there are. Those that are resources of their own keep their ids.
enum JobKind {
    DATABASE_DELETION,
    MEND,
    BACKFILL,
    REPLAY,
    REDRIVE,
    DISCARD,
    ERASURE;

    /// The word for it in requests and answers.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static String[] words() {
        return Arrays.stream(values()).map(JobKind::word).toArray(String[]::new);
    }

    /// How the id of a job of this kind is written.
    String id(UUID id) {
        return switch (this) {
            case DATABASE_DELETION, MEND -> new JobId(id).toString();
            case BACKFILL -> new BackfillId(id).toString();
            case REPLAY -> new ReplayId(id).toString();
            case REDRIVE, DISCARD -> new OrderId(id).toString();
            case ERASURE -> new ErasureId(id).toString();
        };
    }

    /// The id that `text` writes, if it writes one of a job of this kind.
    Optional<UUID> parse(String text) {
        return switch (this) {
            case DATABASE_DELETION, MEND -> JobId.parse(text).map(JobId::value);
            case BACKFILL -> BackfillId.parse(text).map(BackfillId::value);
            case REPLAY -> ReplayId.parse(text).map(ReplayId::value);
            case REDRIVE, DISCARD -> OrderId.parse(text).map(OrderId::value);
            case ERASURE -> ErasureId.parse(text).map(ErasureId::value);
        };
    }
}
