package dev.rowhook.filter.resolve;

import dev.rowhook.core.change.SqlType;
import dev.rowhook.filter.resolve.CastEntry.Context;

import java.util.List;
import java.util.Optional;

/// Finds the type of `case`, `coalesce`, `array[…]` and lists from those of their parts.
final class CommonType {
    private final Types types;
    private final Casts casts;

    CommonType(Types types, Casts casts) {
        this.types = types;
        this.casts = casts;
    }

    /// The common type, text if all are literals; empty if two are of different categories. Whether
    /// each can be cast to it is not decided here.
    Optional<SqlType> find(List<SqlType> parts) {
        SqlType common = parts.getFirst();
        for (SqlType next : parts) {
            if (Types.isUnknown(next) || next.equals(common)) {
                continue;
            }
            if (Types.isUnknown(common)) {
                common = next;
            } else if (types.category(next) != types.category(common)) {
                return Optional.empty();
            } else if (!types.isPreferred(common)
                    && casts.isPossible(common, next, Context.IMPLICIT)
                    && !casts.isPossible(next, common, Context.IMPLICIT)) {
                common = next;
            }
        }
        return Optional.of(Types.isUnknown(common) ? Oids.TEXT_TYPE : common);
    }
}
