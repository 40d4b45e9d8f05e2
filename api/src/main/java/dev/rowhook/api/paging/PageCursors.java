package dev.rowhook.api.paging;

import dev.rowhook.api.problem.FieldError;
import dev.rowhook.api.problem.Problem;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.SealBrokenException;
import dev.rowhook.core.secret.SealedPlace;
import dev.rowhook.store.keys.DataKeys;

import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/// Makes and reads cursors: the place where a page ended, sealed with the account's key for one
/// list and filter. One that was altered, or made for something else, does not open.
///
/// Thread-safe.
@Component
public class PageCursors {
    private final DataKeys keys;

    PageCursors(DataKeys keys) {
        this.keys = keys;
    }

    /// What a cursor is good for.
    ///
    /// @param owner the id of what the list belongs to
    /// @param list its name, and all of its filter
    public record Scope(AccountId account, UUID owner, String list) {

        /// That of a list of the account itself.
        public static Scope of(AccountId account, String list) {
            return new Scope(account, account.value(), list);
        }

        private SealedPlace place() {
            return new SealedPlace(account, "cursor", "place", owner, list);
        }
    }

    /// A cursor that leads to this place.
    public String seal(DSLContext db, Scope scope, List<Long> place) {
        ByteBuffer bytes = ByteBuffer.allocate(place.size() * Long.BYTES);
        place.forEach(bytes::putLong);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(keys.seal(db, scope.place(), bytes.array()));
    }

    /// The place that a page begins after, if it is not the first one.
    ///
    /// @throws ProblemException 422 if the cursor is not of this scope
    public Optional<List<Long>> open(DSLContext db, Scope scope, Optional<String> cursor) {
        return cursor.map(text -> open(db, scope, text));
    }

    private List<Long> open(DSLContext db, Scope scope, String cursor) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(
                            keys.open(db, scope.place(), Base64.getUrlDecoder().decode(cursor)));
            return LongStream.generate(bytes::getLong)
                    .limit(bytes.remaining() / Long.BYTES)
                    .boxed()
                    .toList();
        } catch (IllegalArgumentException | SealBrokenException e) {
            String detail = "The cursor is not one of this list and filter.";
            throw new ProblemException(
                    new Problem(
                            ProblemCode.INVALID_FIELDS,
                            detail,
                            List.of(new FieldError("/cursor", "invalid_cursor", detail))));
        }
    }
}
