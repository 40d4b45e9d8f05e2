package dev.rowhook.api.live;

import java.util.Locale;

/// Why a stream ends.
enum EndReason {
    /// The token has expired or been revoked, or the session has ended.
    SIGNED_OUT,
    /// The scopes, the role, or the membership do not allow it any more.
    FORBIDDEN,
    ACCOUNT_SUSPENDED,
    /// Whether it may go on could not be looked up.
    UNAVAILABLE,
    /// Another node may be asked, or this one a little later.
    SERVER_STOPS,
    SINK_DELETED,
    BACKFILL_DELETED,
    BACKFILL_COMPLETED,
    BACKFILL_CANCELLED,
    BACKFILL_FAILED;

    /// The id of an event after which there are none.
    static final String ID = "end";

    /// That of a backfill that has a status which is an end.
    static EndReason ofBackfill(String status) {
        return switch (status) {
            case "completed" -> BACKFILL_COMPLETED;
            case "cancelled" -> BACKFILL_CANCELLED;
            default -> BACKFILL_FAILED;
        };
    }

    /// Whether there is nothing to come back for.
    boolean isFinal() {
        return this == BACKFILL_COMPLETED || this == BACKFILL_CANCELLED || this == BACKFILL_FAILED;
    }

    /// Its name in streams.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
