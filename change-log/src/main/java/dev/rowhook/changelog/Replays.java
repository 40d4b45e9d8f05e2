package dev.rowhook.changelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The replays of one sink, as far as they say of a message whether it is sent again. Immutable.
public final class Replays {
    /// Of a sink that was never replayed.
    public static final Replays NONE = new Replays(0, List.of());

    private final int run;
    private final Stretch[] newestFirst;

    /// What one replay sends again: messages from seq `from` to `until`.
    ///
    /// @param newIds whether they have ids of their own
    public record Stretch(int run, long from, long until, boolean newIds) {}

    private Replays(int run, List<Stretch> newestFirst) {
        this.run = run;
        this.newestFirst = newestFirst.toArray(Stretch[]::new);
    }

    /// Of all replays that were carried out.
    ///
    /// @param run the last one, counted from 1
    public static Replays of(int run, List<Stretch> all) {
        if (run == 0) {
            return NONE;
        }
        List<Stretch> newestFirst = new ArrayList<>();
        long lowest = Long.MAX_VALUE;
        // One that began no earlier than a later one is forgotten: all of it was sent again.
        for (Stretch stretch :
                all.stream().sorted(Comparator.comparingInt(Stretch::run).reversed()).toList()) {
            if (stretch.from() < lowest) {
                newestFirst.add(stretch);
                lowest = stretch.from();
            }
        }
        return new Replays(run, newestFirst);
    }

    /// How many times the sink was replayed.
    public int run() {
        return run;
    }

    /// The run that sends this message again; 0 if none does.
    public int runOf(long seq) {
        for (Stretch stretch : newestFirst) {
            if (seq >= stretch.from()) {
                return seq <= stretch.until() ? stretch.run() : 0;
            }
        }
        return 0;
    }

    /// The run that has given this message another id; 0 if none did.
    public int idRunOf(long seq) {
        for (Stretch stretch : newestFirst) {
            if (seq >= stretch.from()) {
                return seq <= stretch.until() && stretch.newIds() ? stretch.run() : 0;
            }
        }
        return 0;
    }
}
