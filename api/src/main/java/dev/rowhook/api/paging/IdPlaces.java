package dev.rowhook.api.paging;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Places in a list that begins with the newest rows: ids rise with time.
public final class IdPlaces {
    private IdPlaces() {}

    /// Where a row with this id stands.
    public static List<Long> of(UUID id) {
        return List.of(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /// The id of the row that stands there.
    public static UUID id(List<Long> place) {
        return new UUID(place.get(0), place.get(1));
    }

    /// That a row comes after a place, if there is one to come after.
    public static Condition isAfter(Field<UUID> ids, Optional<List<Long>> place) {
        return place.map(bits -> ids.lt(id(bits))).orElse(DSL.noCondition());
    }
}
