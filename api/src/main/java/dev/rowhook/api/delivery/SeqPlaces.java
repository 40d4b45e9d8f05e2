package dev.rowhook.api.delivery;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Places in a list of messages that begins with those to which something happened last.
public final class SeqPlaces {
    private SeqPlaces() {}

    /// Where a message stands to which it happened at a time.
    public static List<Long> of(Instant time, long seq) {
        return List.of(Micros.of(time), seq);
    }

    /// That a message comes after a place, if there is one to come after.
    public static Condition isAfter(
            Field<Instant> times, Field<Long> seqs, Optional<List<Long>> place) {
        return place.map(at -> DSL.row(times, seqs).lt(Micros.instant(at.get(0)), at.get(1)))
                .orElse(DSL.noCondition());
    }
}
