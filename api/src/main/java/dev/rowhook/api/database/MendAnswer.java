package dev.rowhook.api.database;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/// What was asked for when a gap is to be mended, and what cannot be had.
///
/// @param sinks which get a backfill of all their tables
/// @param deletesUnknown what was deleted inside the gap is not known
record MendAnswer(
        String status,
        Gap gap,
        List<Sink> sinks,
        @JsonProperty("deletes_unknown") boolean deletesUnknown,
        String message) {
    private static final String MESSAGE =
            "Streaming goes on with a new slot, and each sink gets a backfill of all its tables."
                    + " Deletes inside the gap cannot be known: a receiver finds them by the marks"
                    + " backfill_started and backfill_completed. What it has of a table, and no"
                    + " message between the two was about, is gone. Sinks of bare rows"
                    + " (message_kind record) get no marks.";

    MendAnswer {
        sinks = List.copyOf(sinks);
    }

    static MendAnswer of(Gap gap, List<Sink> sinks) {
        return new MendAnswer("requested", gap, sinks, true, MESSAGE);
    }

    /// Why it is there.
    record Gap(String cause, String message) {}

    /// A sink of the database.
    record Sink(String id, String name) {}
}
