package dev.rowhook.dispatcher.attempt;

import dev.rowhook.changelog.SinkCursor;
import dev.rowhook.core.AccountId;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the requests of one sink, and the messages in them, by minute of the wall clock and code
/// of the outcome. Exact: what is counted is written once, in the transaction that saves the sink's
/// cursor, and put back if that fails.
///
/// Not thread-safe.
public final class SinkCounts {
    private static final int SECONDS = 60;

    private final Map<Minute, Tally> tallies = new HashMap<>();

    /// What was counted last is mostly counted again.
    private @Nullable Tally last;

    private long lastMinute;
    private String lastCode = "";

    /// Counts one request.
    ///
    /// @param at when its outcome was known; not earlier, or a minute would say that a message was
    ///   accepted in it that was not
    /// @param code of the outcome
    /// @param messages how many of its messages have this outcome
    public void count(Instant at, String code, int messages) {
        long minute = Math.floorDiv(at.getEpochSecond(), SECONDS);
        Tally known = last;
        if (known == null || minute != lastMinute || !code.equals(lastCode)) {
            known = tally(new Minute(at.truncatedTo(ChronoUnit.MINUTES), code));
            last = known;
            lastMinute = minute;
            lastCode = code;
        }
        known.add(1, messages);
    }

    /// All that was counted since the last call.
    public Snapshot take() {
        List<Counted> counted = new ArrayList<>(tallies.size());
        tallies.forEach((minute, tally) ->
                counted.add(
                        new Counted(
                                minute.begin(), minute.code(), tally.requests, tally.messages)));
        tallies.clear();
        last = null;
        return new Snapshot(counted);
    }

    /// Counts again what could not be written.
    public void putBack(Snapshot snapshot) {
        for (Counted one : snapshot.counted()) {
            tally(new Minute(one.minute(), one.code())).add(one.requests(), one.messages());
        }
    }

    /// Adds counts to those that are written, in the transaction that saves these cursors.
    public static void write(DSLContext tx, AccountId account, List<OfSink> counts) {
        new CountRows(tx, account).add(counts);
    }

    private Tally tally(Minute minute) {
        return tallies.computeIfAbsent(minute, _ -> new Tally());
    }

    /// What was counted, and has to be written or put back.
    public record Snapshot(List<Counted> counted) {
        public Snapshot {
            counted = List.copyOf(counted);
        }

        public boolean isEmpty() {
            return counted.isEmpty();
        }
    }

    /// @param minute its beginning
    public record Counted(Instant minute, String code, long requests, long messages) {}

    /// The counts of a sink and its cursor. Both are taken at the same time, under the lock of the
    /// sink's worker.
    public record OfSink(SinkCursor cursor, Snapshot counts) {}

    private record Minute(Instant begin, String code) {}

    private static final class Tally {
        private long requests;
        private long messages;

        void add(long moreRequests, long moreMessages) {
            requests += moreRequests;
            messages += moreMessages;
        }
    }
}
