package dev.rowhook.api;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.problem.ProblemException;

import org.jooq.DSLContext;
import org.jooq.Table;

import java.util.List;
import java.util.Optional;

/// A list of resources, as answers hold it. There is one page, for an account has at most [#LIMIT]
/// of a kind.
public record Page<T>(List<T> data, @JsonProperty("next_cursor") Optional<String> nextCursor) {
    /// How many resources of one kind an account may have.
    public static final int LIMIT = 1000;

    public Page {
        data = List.copyOf(data);
    }

    /// The whole list.
    public static <T> Page<T> of(List<T> data) {
        return new Page<>(data, Optional.empty());
    }

    /// @throws ProblemException if the account has as many as it may
    public static void requireRoom(DSLContext db, Table<?> kind) {
        if (db.fetchCount(kind) >= LIMIT) {
            throw ProblemException.conflict(
                    "limit_reached", "The account has %d of these already.".formatted(LIMIT));
        }
    }
}
