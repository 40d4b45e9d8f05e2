package dev.rowhook.api;

import static dev.rowhook.store.jooq.Tables.ACCOUNT;
import static dev.rowhook.store.jooq.Tables.API_TOKEN;
import static dev.rowhook.store.jooq.Tables.DATABASE;
import static dev.rowhook.store.jooq.Tables.HTTP_ENDPOINT;
import static dev.rowhook.store.jooq.Tables.INVITATION;
import static dev.rowhook.store.jooq.Tables.MEMBER;
import static dev.rowhook.store.jooq.Tables.OAUTH_CLIENT;
import static dev.rowhook.store.jooq.Tables.SINK;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.store.accounts.AccountLimits;
import dev.rowhook.store.jooq.tables.records.AccountRecord;

import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;

/// A list of resources, as answers hold it. There is one page, for an account has at most [#LIMIT]
/// of a kind.
public record Page<T>(List<T> data, @JsonProperty("next_cursor") Optional<String> nextCursor) {
    /// How many resources of one kind an account may have at most.
    public static final int LIMIT = AccountLimits.DEFAULT;

    public Page {
        data = List.copyOf(data);
    }

    /// The whole list.
    public static <T> Page<T> of(List<T> data) {
        return new Page<>(data, Optional.empty());
    }

    /// Makes sure that there is room for one more. Whoever else makes something in the account
    /// waits until the transaction ends.
    ///
    /// @throws ProblemException if the account has as many as it may
    public static void requireRoom(DSLContext db, Table<?> kind) {
        AccountRecord account = db.selectFrom(ACCOUNT).forNoKeyUpdate().fetchSingle();
        int limit = limit(account, kind);
        int there = kind.equals(INVITATION) ? membersToBe(db) : db.fetchCount(kind);
        if (there >= limit) {
            throw ProblemException.of(
                    ProblemCode.LIMIT_REACHED,
                    "The account has %d of these already.".formatted(there));
        }
    }

    private static int membersToBe(DSLContext db) {
        return db.fetchCount(MEMBER)
                + db.fetchCount(
                        INVITATION,
                        INVITATION
                                .ACCEPTED_AT
                                .isNull()
                                .and(INVITATION.EXPIRES_AT.gt(DSL.currentInstant())));
    }

    private static int limit(AccountRecord account, Table<?> kind) {
        AccountLimits limits = AccountLimits.of(account);
        if (kind.equals(DATABASE)) {
            return limits.databases();
        }
        if (kind.equals(HTTP_ENDPOINT)) {
            return limits.endpoints();
        }
        if (kind.equals(SINK)) {
            return limits.sinks();
        }
        if (kind.equals(INVITATION)) {
            return limits.members();
        }
        return kind.equals(API_TOKEN) || kind.equals(OAUTH_CLIENT) ? limits.tokens() : LIMIT;
    }
}
